import assert from "node:assert/strict";
import { archiveOf, insistOnVersion, namesUnder } from "../../../scripts/packages/names";

describe("the names of the packages", () => {
  for (const scope of ["@contoso", "contoso"])
    it(`are under the owner's scope: ${scope}`, () =>
      assert.deepEqual(namesUnder(scope), { pack: "@contoso/azure-management-mfa-policies", cli: "@contoso/azmfa" }));

  it("are refused without a scope, with advice", () => {
    const advice = /npm run build -- --scope @contoso\n(.|\n)*npm config set scope @contoso/;
    for (const scope of [undefined, ""]) assert.throws(() => namesUnder(scope), advice);
  });

  it("match npm's names of the archives", () =>
    assert.equal(archiveOf("@contoso/azmfa", "1.2.3"), "contoso-azmfa-1.2.3.tgz"));

  it("are refused with an invalid scope, and with an invalid version", () => {
    for (const scope of ["@Contoso", "@", "@a/b", "../x", "a b", "@.hidden"])
      assert.throws(() => namesUnder(scope), /is not a valid scope/, scope);
    for (const version of ["1.2.3", "0.1.0-rc.1"]) insistOnVersion(version);
    for (const version of ["1.2", "v1.2.3", "1.2.3+x", "01.2.3", "latest", "1.2.3-"])
      assert.throws(() => insistOnVersion(version), /is not a valid version/, version);
  });
});
