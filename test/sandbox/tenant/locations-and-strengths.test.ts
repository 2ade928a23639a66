import assert from "node:assert/strict";
import { LOCATIONS, STRENGTHS, startedTenant } from "./started-tenant";

type Item = Record<string, unknown>;
const addresses = (cidrAddress: string) => ({
  "@odata.type": "#microsoft.graph.ipNamedLocation",
  displayName: "Here",
  isTrusted: true,
  ipRanges: [{ "@odata.type": "#microsoft.graph.iPv4CidrRange", cidrAddress }],
});
const countries = (countriesAndRegions: unknown) => ({
  "@odata.type": "#microsoft.graph.countryNamedLocation",
  displayName: "There",
  countriesAndRegions,
});

describe("named locations", () => {
  const started = startedTenant();

  it("start with trusted addresses of both families and a country", async () => {
    const { body } = await started.call("GET", LOCATIONS);
    const [headquarters, , finland] = body.value;
    assert.equal(headquarters.isTrusted, true);
    assert.deepEqual(
      headquarters.ipRanges.map(({ cidrAddress }: Item) => cidrAddress),
      ["203.0.113.0/24", "2001:db8:100::/48"],
    );
    assert.deepEqual(finland.countriesAndRegions, ["FI"]);
  });

  it("that are trusted can't be deleted before they aren't", async () => {
    const { body } = await started.call("POST", LOCATIONS, addresses("192.0.2.0/24"));
    const path = `${LOCATIONS}/${body.id}`;
    assert.equal((await started.call("DELETE", path)).status, 400);
    assert.equal((await started.call("PATCH", path, { isTrusted: false })).status, 204);
    assert.equal((await started.call("DELETE", path)).status, 204);
    assert.equal((await started.call("GET", path)).status, 404);
  });

  for (const cidr of ["192.0.2.0", "192.0.2.0/33", "2001:db8::/129", "nonsense/8", "192.0.2.0/8/8"]) {
    it(`refuse ${cidr} as a range`, async () => {
      const answer = await started.call("POST", LOCATIONS, addresses(cidr));
      assert.equal(answer.status, 400);
      assert.match(answer.body.error.message, /^1007: .*CIDR/);
    });
  }

  for (const [name, body] of Object.entries({
    "countries that aren't codes": countries(["Finland"]),
    "no country": countries([]),
    "one country outside a list": countries("FI"),
    "no type": { displayName: "Nowhere" },
    "no name": { ...countries(["FI"]), displayName: "" },
  })) {
    it(`refuse ${name}`, async () => {
      assert.match((await started.call("POST", LOCATIONS, body)).body.error.message, /^1007: /);
    });
  }
});

describe("authentication strengths", () => {
  const started = startedTenant();
  const create = (allowedCombinations: unknown) =>
    started.call("POST", STRENGTHS, { displayName: "Own", description: null, allowedCombinations });

  it("start with the three built-in ones", async () => {
    const { body } = await started.call("GET", STRENGTHS);
    assert.deepEqual(
      body.value.map((strength: { id: string; allowedCombinations: string[] }) => [
        strength.id.slice(-1),
        strength.allowedCombinations.length,
      ]),
      [
        ["2", 19],
        ["3", 4],
        ["4", 3],
      ],
    );
  });

  it("that are built in can't be changed or deleted", async () => {
    const path = `${STRENGTHS}/00000000-0000-0000-0000-000000000002`;
    assert.equal((await started.call("PATCH", path, { displayName: "Mine" })).status, 400);
    assert.equal(
      (await started.call("POST", `${path}/updateAllowedCombinations`, { allowedCombinations: ["password"] })).status,
      400,
    );
    assert.equal((await started.call("DELETE", path)).status, 400);
    assert.equal((await started.call("GET", path)).body.displayName, "Multifactor authentication");
  });

  it("say that they satisfy MFA only when every combination does", async () => {
    assert.equal((await create(["fido2", "password,sms"])).body.requirementsSatisfied, "mfa");
    assert.equal((await create(["fido2", "password"])).body.requirementsSatisfied, "none");
  });

  it("change their combinations by an action of its own", async () => {
    const path = `${STRENGTHS}/${(await create(["fido2"])).body.id}`;
    assert.equal((await started.call("PATCH", path, { allowedCombinations: ["sms"] })).status, 400);
    const answer = await started.call("POST", `${path}/updateAllowedCombinations`, { allowedCombinations: ["sms"] });
    assert.deepEqual([answer.status, answer.body.requirementsSatisfied], [200, "none"]);
    assert.deepEqual((await started.call("GET", path)).body.allowedCombinations, ["sms"]);
  });

  for (const combinations of [["fingerprint"], ["password,fingerprint"], [], "fido2", undefined]) {
    it(`refuse ${JSON.stringify(combinations)}`, async () => {
      assert.equal((await create(combinations)).status, 400);
    });
  }
});
