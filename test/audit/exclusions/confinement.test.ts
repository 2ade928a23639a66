import assert from "node:assert/strict";
import { aPolicy, aTenant, groupId, people, userId } from "../../cli/a-tenant";
import { recordedRun } from "../../cli/recorded-run";
import { writtenFiles } from "../../cli/written-files";

const REGISTER = `exclusions:
  - user: ${userId(1)}
    kind: service-account
    reason: Backup
    owner: identity-team@contoso.example
    approvedBy: ciso@contoso.example
    reviewBy: 2027-01-31
`;

const control = aPolicy({ users: { excludeUsers: [userId(1)] } });
const policy = (displayName: string, more: Parameters<typeof aPolicy>[0] = {}): object =>
  aPolicy({ id: displayName, displayName, ...more });
const CLIENTS = { conditions: { clientAppTypes: ["browser"] } };

describe("what still confines an exempt account", () => {
  const files = writtenFiles();

  async function confining(policies: readonly object[], register = REGISTER, known: object = {}) {
    const paths = [
      files.write("tenant.json", aTenant(policies, { users: people(3), ...known })),
      "--exclusions",
      files.write("register.yaml", register),
    ];
    const { out } = await recordedRun(["audit", ...paths, "--format", "json", "--on", "2026-10-01"]);
    return JSON.parse(out).exclusions[0].confinedBy.map(({ name }: { readonly name: string }) => name);
  }

  it("is each policy that is on and stops some of its sign-ins, also where another stops as many", async () => {
    const waiting = { ...policy("Waiting", CLIENTS), state: "enabledForReportingButNotEnforced" };
    const found = await confining([control, policy("Confining", CLIENTS), policy("Wider"), waiting]);
    assert.deepEqual(found, ["Confining", "Wider"]);
  });

  it("of a declared group is what confines somebody in it", async () => {
    const group = { id: groupId(1), displayName: "Services", members: [{ id: userId(1) }] };
    const found = await confining(
      [
        aPolicy({ users: { excludeGroups: [groupId(1)] } }),
        policy("Confining", { ...CLIENTS, users: { includeUsers: [userId(1)] } }),
      ],
      REGISTER.replace(`user: ${userId(1)}`, `group: ${groupId(1)}`),
      { groups: [group] },
    );
    assert.deepEqual(found, ["Confining"]);
  });

  it("is nothing where every policy leaves the account out", async () =>
    assert.deepEqual(await confining([control]), []));
});
