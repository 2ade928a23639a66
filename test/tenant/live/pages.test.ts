import assert from "node:assert/strict";
import type { JsonObject } from "../../../src/law/json/json-object";
import type { GraphConnection } from "../../../src/tenant/live/graph-connection";
import { pagesOf } from "../../../src/tenant/live/graph-connection";

const GRAPH = "https://graph.example";

/** The ids of a list that is read from these pages. Each page links to the next one, and the last to `beyond`. */
async function listed(pages: readonly (readonly string[])[], first: JsonObject = {}, beyond?: string) {
  const linkTo = (at: number) => (at < pages.length ? `${GRAPH}/v1.0/things?page=${at}` : beyond);
  const ask = async (_: unknown, address = "?page=0"): Promise<JsonObject> => {
    const at = Number(/page=(\d+)/.exec(address)?.[1]);
    const value = (pages[at] ?? []).map((id) => ({ id }));
    return { value, "@odata.nextLink": linkTo(at + 1) ?? null, ...(at === 0 && first) };
  };
  const graph = { ask, graph: GRAPH } as unknown as GraphConnection;
  const ids: unknown[] = [];
  for await (const page of pagesOf(graph, { path: "/things", what: "the things", role: "Thing.Read.All" }))
    ids.push(...page.map(({ id }) => id));
  return ids.join("");
}

describe("the pages of a list", () => {
  it("are all there, without what one repeats of the page before it", async () => {
    assert.equal(await listed([["a", "b"], ["b", "c"], [], ["d"]], { "@odata.count": 4 }), "abcd");
  });

  for (const [count, all] of [
    [3, true],
    [2, true],
    [4, false],
  ] as const)
    it(`are ${all ? "all" : "not all"} there where three are listed and ${count} counted`, async () => {
      const found = listed([["a", "b"], ["c"]], { "@odata.count": count });
      if (all) assert.equal(await found, "abc");
      else await assert.rejects(found, /Graph counts 4 of them and lists 3/);
    });

  it("never go round in a circle", () =>
    assert.rejects(listed([["a"], ["b"], ["c"]], {}, `${GRAPH}/v1.0/things?page=1`), /nothing new and don't end/));

  it("may be empty, ten in a row and more in all, and not for ever", async () => {
    const ten = Array.from({ length: 10 }, () => []);
    assert.equal(await listed([["a"], ...ten, ["b"], ...ten, ["c"]]), "abc");
    await assert.rejects(listed([["a"], ...ten, [], ["b"]]), /nothing new and don't end/);
  });

  for (const next of ["https://elsewhere.example/v1.0/things", `${GRAPH}/v2/things`, "v1.0/things"])
    it(`never lead to ${next}`, () => assert.rejects(listed([["a"]], {}, next), /next page isn't at Graph's address/));
});
