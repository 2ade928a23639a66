import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { printed } from "../audit/printed";
import { aPolicy, aTenant, entry, registerOf, userId } from "../cli/a-tenant";
import { recordedRun } from "../cli/recorded-run";
import { suiteFolder } from "../temporary-folder";

interface Shown {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: object };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
}

describe("where code scanning shows a finding of the audit", () => {
  const files = suiteFolder();
  const id = "eeeeeeee-0000-4000-8000-000000000009";
  const excluding = aPolicy({ id, users: { excludeUsers: [userId(1)] } });
  const placesIn = (sarif: string): readonly Shown[] =>
    JSON.parse(sarif).runs[0].results.map(({ locations }: { readonly locations: readonly Shown[] }) => locations[0]);
  const shown = async (path: string): Promise<readonly Shown[]> =>
    placesIn((await recordedRun(["audit", path, "--format", "sarif"])).out);

  /** The line that a finding about the policy must be at. */
  const lineIn = (text: string): number => text.split("\n").findIndex((line) => line.toLowerCase().includes(id)) + 1;
  const written = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

  it("is the line of the policy's id in the tenant file, and its logical location is the policy that is meant", async () => {
    const text = written(aTenant([aPolicy({ state: "disabled" }), excluding]));
    const places = await shown(files.write("tenant.json", text));
    const named = places.filter(({ logicalLocations }) => logicalLocations?.[0]?.fullyQualifiedName.includes(id));
    assert.ok(named.length > 0);
    for (const { physicalLocation: at } of named) {
      assert.equal(at.artifactLocation.uri, "tenant.json");
      assert.deepEqual(at.region, { startLine: lineIn(text) });
    }
  });

  it("is the file of a folder of exports that has the policy, with PowerShell's keys too", async () => {
    const text = written([excluding])
      .replaceAll(/"[a-z](?=\w*":)/g, (start) => start.toUpperCase())
      .replace(id, id.toUpperCase());
    files.write("exports/a.json", written(aPolicy({ state: "disabled" })));
    files.write("exports/policies.json", `\ufeff${text}`);
    const places = await shown(`${files.path}/exports`);
    const [{ physicalLocation: at } = assert.fail()] = places.filter(({ logicalLocations }) => logicalLocations);
    assert.equal(at.artifactLocation.uri, "exports/policies.json");
    assert.deepEqual(at.region, { startLine: lineIn(text) });
  });

  it("is the same in a bundle, of a file and of a folder, and still is when the bundle is verified", async () => {
    const text = written(aTenant([excluding]));
    for (const path of [files.write("one.json", text), files.write("many/tenant.json", text).replace(/\/[^/]*$/, "")]) {
      const bundle = `${path}-bundle`;
      const { out } = await recordedRun(["audit", path, "--format", "sarif", "--bundle", bundle]);
      const [one, kept] = [placesIn(out), placesIn(readFileSync(`${bundle}/report.sarif`, "utf8"))];
      assert.deepEqual(kept, one);
      assert.match(JSON.stringify(one), new RegExp(`"startLine":${lineIn(text)}\\b`));
      assert.equal((await recordedRun(["audit", "--verify", bundle])).status, 0);
    }
  });

  it("isn't a line of the audit log that names the policy, where the log comes first", async () => {
    const directoryAudits = [{ id: "log-1", activityDisplayName: "Update policy", targetResources: [{ id }] }];
    const text = written({ directoryAudits, ...aTenant([excluding]) });
    const [{ physicalLocation: at } = assert.fail()] = await shown(files.write("log-first.json", text));
    const startLine = text.split("\n").findLastIndex((line) => line.includes(id)) + 1;
    assert.deepEqual(at.region, { startLine });
  });

  it("is line 1 where the file is one line", async () => {
    const [place = assert.fail()] = await shown(files.write("t.json", [excluding]));
    assert.deepEqual(place.physicalLocation.region, { startLine: 1 });
  });

  it("is the line of the register for an entry", async () => {
    const register = registerOf(entry(`user: ${userId(1)}`, { reviewBy: "2026-01-31" }));
    const places = placesIn(await printed({ tenant: aTenant([excluding]), register }, "sarif"));
    const inRegister = places.filter(({ physicalLocation: at }) => at.artifactLocation.uri === "register.yaml");
    assert.ok(inRegister.length > 0);
    for (const { physicalLocation } of inRegister)
      assert.match(JSON.stringify(physicalLocation.region), /"startLine":\d/);
  });
});
