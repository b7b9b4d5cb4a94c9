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
    const { $ref: address, ...beside } = value;
    return { ...followed(document, at(document, address.replace("#/", "").split("/"))), ...followed(document, beside) };
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

// Finds operations by the words of their tag, method, path and summary. Swagger UI's own filter knows tags alone.
function matching(taggedOperations, question) {
  const words = question.toLowerCase().split(/\s+/).filter(Boolean);
  return taggedOperations
    .map((group, tag) =>
      group.update("operations", (operations) =>
        operations.filter((operation) => {
          const summary = operation.getIn(["operation", "summary"], "");
          const text = [tag, operation.get("method"), operation.get("path"), summary].join(" ").toLowerCase();
          return words.every((word) => text.includes(word));
        }),
      ),
    )
    .filter((group) => group.get("operations").size > 0);
}

function asked(system) {
  const question = system.layoutSelectors.currentFilter();
  return typeof question === "string" ? question.trim() : "";
}

function Search(_original, system) {
  const { createElement } = system.React;
  return () => {
    const found = system.specSelectors.taggedOperations().reduce((sum, group) => sum + group.get("operations").size, 0);
    const question = system.layoutSelectors.currentFilter();
    return createElement(
      "search",
      { className: "wrapper" },
      createElement("input", {
        "aria-label": "Search operations",
        onChange: (event) => system.layoutActions.updateFilter(event.target.value),
        placeholder: "Search operations: merge, POST pledges, /revisions",
        type: "search",
        value: typeof question === "string" ? question : "",
      }),
      createElement(
        "output",
        null,
        asked(system) ? `${found || "No"} ${found === 1 ? "operation has" : "operations have"} all of these words` : "",
      ),
    );
  };
}

const searching = {
  fn: { opsFilter: matching },
  wrapComponents: {
    FilterContainer: Search,
    // How many were found, the search says itself.
    operations: (Original, system) => (props) =>
      system.specSelectors.taggedOperations().size === 0 ? null : system.React.createElement(Original, props),
  },
  statePlugins: {
    layout: {
      wrapSelectors: {
        // What was searched for is to be seen, whichever groups are folded.
        isShown: (original, system) => (_state, thing, otherwise) =>
          (thing[0] === "operations-tag" && asked(system) !== "") || original(thing, otherwise),
      },
    },
  },
};

// The page itself says what Pacta is, and the server is where the page comes from, under whatever prefix a proxy has.
const plain = {
  wrapComponents: {
    InfoContainer: () => () => null,
    ServersContainer: () => () => null,
  },
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (original) => (document) =>
          original({ ...document, servers: [{ url: new URL(".", location).href.replace(/\/$/, "") }] }),
      },
    },
  },
};

const ui = SwaggerUIBundle({
  dom_id: "#console",
  url: "openapi.json",
  plugins: [following, searching, plain],
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
});

// Swagger UI looks at the address when it starts, and not when it changes.
for (const link of document.querySelectorAll('header a[href^="#/"]')) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const { layoutActions } = ui.getSystem();
    layoutActions.updateFilter("");
    layoutActions.parseDeepLinkHash(link.hash);
  });
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();
