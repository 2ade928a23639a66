import assert from "node:assert/strict";
import { namesakesOf } from "../../src/drift/judge-policy";

const NAME = "Require MFA for Azure management";
const OWN = "94211f8c-ffcf-4ac5-808b-4b0325a682c2";
const ORPHAN = "0fff0017-c02c-4e10-89f5-1869758c2d03";
const source = { project: "p", stack: "prod", config: {} };
const tenant = [
  { id: OWN.toUpperCase(), displayName: NAME, state: "enabled" },
  { id: ORPHAN, displayName: NAME, state: "enabled" },
  { id: "other", displayName: "MFA for Office 365", state: "enabled" },
];
const settings = { displayName: NAME, acceptedNamesakes: [] };
const deployed = [{ id: OWN, displayName: NAME }];

describe("other policies with the stack's display name", () => {
  it("have another id, and can be deleted or accepted", () => {
    const [orphan, ...others] = namesakesOf(deployed, source, settings, tenant);
    assert.deepEqual([orphan?.id, others], [ORPHAN, []]);
    assert.match(orphan?.help ?? "", /doesn't change it.* Delete it: https:\/\/entra.*config set p:acceptedNamesakes/);
  });

  it("can be imported if the stack has no policy yet", () => {
    const [orphan] = namesakesOf([], source, settings, tenant.slice(1));
    assert.match(orphan?.help ?? "", new RegExp(`pulumi import .*policies/${ORPHAN} --stack prod`));
  });

  it("aren't drift if the settings accept their ids", () => {
    assert.deepEqual(namesakesOf(deployed, source, { ...settings, acceptedNamesakes: [ORPHAN] }, tenant), []);
  });

  it("are also found under the name that was deployed last", () => {
    const renamed = { ...settings, displayName: "New name" };
    assert.equal(
      namesakesOf(deployed, source, renamed, tenant)
        .map(({ id }) => id)
        .join(),
      ORPHAN,
    );
  });
});
