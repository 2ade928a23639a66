import assert from "node:assert/strict";
import type { Fields } from "../../../sandbox/provider/plugin/values";
import { CLIENT_OBJECT_ID } from "../../../sandbox/tenant/seed/ids";
import type { Seen } from "../../sandbox/provider/fake-graph";
import { requests, state, withoutChance, withoutRepetition } from "../../sandbox/provider/recordings";
import { ProjectUnderTest } from "../session/project-under-test";
import { smallProject } from "../session/small-project";
import { azureadResources, type Resource } from "./azuread-resources";
import { PROGRAM } from "./program-text";

const nameOf = ({ urn }: Resource): string => urn.split("::").at(-1) ?? "";

describe("the azuread plugin under the real engine", () => {
  let project: ProjectUnderTest;
  let ids: Record<string, string>;
  let host: string;

  before(async () => {
    project = await ProjectUnderTest.open({ folder: smallProject(PROGRAM) });
  });

  after(() => project.close());

  /** Changes that were sent to Graph since then, by the resource that they are about, in the recordings' form. */
  function changes(since = 0): Record<string, Seen[]> {
    const sent: Record<string, Seen[]> = {};
    for (const { method, url, request } of project.exchanges.slice(since)) {
      if (method === "GET" || url.startsWith("/login")) continue;
      const seen = { method, url: decodeURIComponent(url), ...(request === undefined ? {} : { request }) } as Seen;
      const told = withoutChance(
        JSON.parse(JSON.stringify(seen).replaceAll(host, "https://localhost:18443")),
        ids,
      ) as Seen;
      const name = ownerOf(told);
      sent[name] = [...(sent[name] ?? []), told];
    }
    return sent;
  }

  const onlyChanges = (recorded: Record<string, Seen[]>): Record<string, Seen[]> =>
    Object.fromEntries(
      Object.entries(recorded).map(([name, all]) => [
        name,
        withoutRepetition(all).filter(({ method }) => method !== "GET"),
      ]),
    );

  it("creates the recorded program with the recorded changes and state", async () => {
    await project.succeed("up", "--yes");
    const resources = await azureadResources(project);
    const made = resources
      .filter(({ type }) => !type.endsWith(":GroupMember"))
      .map((one) => [nameOf(one), one.id.split("/").at(-1) ?? ""]);
    ids = { ...Object.fromEntries(made), caller: CLIENT_OBJECT_ID };
    host = project.tenant.url;
    assert.deepEqual(changes(), onlyChanges(requests.create));
    const left = resources.map((one): [string, unknown] => {
      const { type, id, inputs } = one;
      const { __pulumi_raw_state_delta: _, ...outputs } = one.outputs; // the official plugin's own bookkeeping
      return [nameOf(one), { type, id, inputs, outputs }];
    });
    assert.deepEqual(withoutChance(Object.fromEntries(left), ids), state);
  });

  it("finds nothing to change the second time, with a refresh", async () => {
    const since = project.exchanges.length;
    await project.succeed("up", "--yes", "--refresh", "--expect-no-changes");
    assert.deepEqual(changes(since), {});
  });

  it("updates what step 2 changes with the recorded changes", async () => {
    await project.succeed("config", "set", "step", "2");
    const since = project.exchanges.length;
    await project.succeed("up", "--yes");
    assert.deepEqual(changes(since), onlyChanges(requests.update));
    assert.equal(await policyField("state"), "enabled");
  });

  it("destroys everything that it made", async () => {
    await project.succeed("destroy", "--yes");
    const { policies } = await project.directory.read();
    assert.ok(!JSON.stringify(policies).includes(ids["mfa"] ?? ""));
    assert.deepEqual(await azureadResources(project), []);
  });

  async function policyField(name: string): Promise<unknown> {
    const { policies } = await project.directory.read();
    const all = JSON.parse(JSON.stringify(policies)) as Fields[];
    return all.find((policy) => policy["id"] === ids["mfa"])?.[name];
  }
});

/** The resource that a change is about: by its id, or by the name that it is made with. */
function ownerOf({ url, request }: Seen): string {
  if (url.includes("/members/")) return "m1";
  const id = /\{(\w+)\}/.exec(url)?.[1];
  if (id !== undefined) return id;
  const byName: Readonly<Record<string, string>> = {
    HQ: "hq",
    Finland: "fi",
    FIDO: "fido",
    "MFA exclusions": "excl",
    "Require MFA for Azure management": "mfa",
    "Every field": "full",
  };
  return byName[String((request as Fields)["displayName"])] ?? url;
}
