import assert from "node:assert/strict";
import { aPolicy, aTenant, people } from "../../cli/a-tenant";
import { printed } from "../printed";

const homes = (...members: readonly string[]): object => ({
  "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
  membershipKind: "enumerated",
  members,
});
const ALL = {
  "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants",
  membershipKind: "all",
};
const [FIRST, SECOND] = [1, 2].map((n) => `0e0e0e0e-0000-4000-8000-00000000000${n}`) as [string, string];

/** The ids of what policies exclude that the register doesn't declare. */
async function idsOf(...exclusions: readonly object[]): Promise<readonly string[]> {
  const policies = exclusions.map((users, at) => aPolicy({ id: `p${at}`, displayName: `Policy ${at}`, users }));
  const report = JSON.parse(
    await printed({ tenant: aTenant(policies, { users: people(2) }), register: undefined }, "json"),
  );
  return report.exclusions.map(({ subject }: { readonly subject: { readonly id: string } }) => subject.id);
}

describe("the id of excluded guests", () => {
  const some = (guestOrExternalUserTypes: string, externalTenants: object | null = null) => ({
    excludeGuestsOrExternalUsers: { guestOrExternalUserTypes, externalTenants },
  });

  it("is Graph's own words, without a sentence", async () => {
    assert.deepEqual(await idsOf({ excludeUsers: ["GuestsOrExternalUsers"] }), ["GuestsOrExternalUsers"]);
    assert.deepEqual(await idsOf(some("serviceProvider,b2bCollaborationGuest", ALL)), [
      '{"externalTenants":{"membershipKind":"all"},"guestOrExternalUserTypes":"serviceProvider,b2bCollaborationGuest"}',
    ]);
  });

  it("tells guests of one tenant from those of another", async () => {
    const ids = await idsOf(some("serviceProvider", homes(FIRST)), some("serviceProvider", homes(SECOND)));
    assert.equal(new Set(ids).size, 2);
  });
});
