import assert from "node:assert/strict";
import { LOCATIONS, STRENGTHS, startedTenant } from "./started-tenant";

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

  it("that are trusted can't be deleted before they aren't", async () => {
    const { body } = await started.call("POST", LOCATIONS, addresses("192.0.2.0/24"));
    const path = `${LOCATIONS}/${body.id}`;
    assert.equal((await started.call("DELETE", path)).status, 400);
    assert.equal((await started.call("PATCH", path, { isTrusted: false })).status, 204);
    assert.equal((await started.call("DELETE", path)).status, 204);
    assert.equal((await started.call("GET", path)).status, 404);
  });

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

  it("change their combinations by an action of its own", async () => {
    const path = `${STRENGTHS}/${(await create(["fido2"])).body.id}`;
    assert.equal((await started.call("PATCH", path, { allowedCombinations: ["sms"] })).status, 400);
    const answer = await started.call("POST", `${path}/updateAllowedCombinations`, { allowedCombinations: ["sms"] });
    assert.deepEqual([answer.status, answer.body.requirementsSatisfied], [200, "none"]);
    assert.deepEqual((await started.call("GET", path)).body.allowedCombinations, ["sms"]);
  });
});
