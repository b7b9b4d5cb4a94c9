"""Types and a client in TypeScript, generated from the OpenAPI document and used as they come."""

from tests.generators.conftest import Tools
from tests.serving import Service

TYPES = """
import type { components, operations, paths } from "./schema";

type Schemas = components["schemas"];

// What has a default may be left out.
export const topic: Schemas["Topic"] = { name: "Migration" };
export const citation: Schemas["Citation"] = { source: "report-a" };
export const pledge: Schemas["Pledge"] = {
  title: "A pledge",
  kind: "process",
  strength: "firm",
  parties: [{ participant: "a-state", role: "promisor" }],
};
export const change: Schemas["StatusChange"] = { status: "fulfilled", reason: "Done", citations: [citation] };
export const batch: Schemas["Batch"] = { items: [{ pledge: "a-pledge", status: "stalled", reason: "Nothing" }] };
export const patch: Schemas["PledgePatch"] = { due: null };
export const query: NonNullable<paths["/v1/pledges"]["get"]["parameters"]["query"]> = { promisor: ["a-state"] };

// @ts-expect-error a title is required
export const untitled: Schemas["Pledge"] = { kind: "process", strength: "firm", parties: [] };
// @ts-expect-error there is no such status
export const wrong: Schemas["StatusChange"] = { status: "done", reason: "Done" };

type Page = operations["listPledges"]["responses"][200]["content"]["application/json"];
type Refusal = operations["getPledge"]["responses"][404]["content"]["application/problem+json"];
export function summary(page: Page, refusal: Refusal): string {
  const [first] = page.items;
  const status = first && "status" in first ? first.status.status : "";
  return [status, page.next_cursor ?? "", page.count ?? 0, refusal.title, refusal.errors?.[0]?.message].join();
}
"""

CLIENT = """
import { Configuration, PledgesApi, ResponseError, TopicsApi } from "./fetch";

declare const process: { argv: string[] };

async function main(url: string, accessToken: string): Promise<void> {
  const pledges = new PledgesApi(new Configuration({ basePath: url }));
  const page = await pledges.listPledges({ limit: 200 });
  if (page.items.length === 0) throw new Error("no pledges");
  for (const item of page.items) await pledges.getPledge({ id: item.id ?? "" });
  const refused = await pledges.getPledge({ id: "no-such-pledge" }).catch((error: unknown) => error);
  if (!(refused instanceof ResponseError) || refused.response.status !== 404) throw refused;
  const topics = new TopicsApi(new Configuration({ basePath: url, accessToken }));
  const topic = await topics.createTopic({ topic: { name: "Made by a generated client in TypeScript" } });
  if (topic.id !== "made-by-a-generated-client-in-typescript") throw new Error(topic.id);
}

void main(process.argv[2] ?? "", process.argv[3] ?? "");
"""

STRICT = ("--strict", "--target", "es2022", "--lib", "es2022,dom", "--module", "commonjs")


def test_openapi_typescript(tools: Tools) -> None:
    tools.run("openapi-typescript", "openapi.json", "--output", "schema.d.ts")
    tools.run("tsc", "--noEmit", *STRICT, tools.write("types.ts", TYPES))


def test_openapi_generator(tools: Tools, generated_for: Service) -> None:
    tools.generate("typescript-fetch", "fetch")
    tools.run("tsc", *STRICT, "--outDir", "compiled", tools.write("client.ts", CLIENT))
    tools.run("node", "compiled/client.js", generated_for.url, generated_for.keys["write"])
