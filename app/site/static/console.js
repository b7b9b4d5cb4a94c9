// Starts Swagger UI. A file of its own, because the page's policy runs no script that stands in the page.

// Follows the references of a part of the document. Swagger UI's own way works through the whole document for each
// operation that is opened, which takes seconds; ours refers to nothing outside of itself, and never in circles.
function followed(document, value) {
  if (Array.isArray(value)) {
    return value.map((item) => followed(document, item));
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  if (typeof value.$ref === "string") {
    return followed(document, at(document, value.$ref.replace("#/", "").split("/")));
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, followed(document, member)]));
}

function at(document, path) {
  return path.reduce((value, step) => value?.[step], document);
}

const following = {
  fn: {
    resolveSubtree: async (document, path) => ({ spec: followed(document, at(document, path)), errors: [] }),
  },
};

SwaggerUIBundle({
  dom_id: "#console",
  url: "openapi.json",
  plugins: [following],
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
});
