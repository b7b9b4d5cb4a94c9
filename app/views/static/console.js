// Starts Swagger UI. A file of its own, because the page's policy runs no script that stands in the page.
SwaggerUIBundle({
  dom_id: "#console",
  url: "openapi.json",
  validatorUrl: null, // the default asks a host on the internet
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
});
