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

  const audit = (...policies: readonly object[]) => auditOf(policies, REGISTER);

  async function auditOf(policies: readonly object[], register: string, known: object = {}) {
    const paths = [
      files.write("tenant.json", aTenant(policies, { users: people(3), ...known })),
      "--exclusions",
      files.write("register.yaml", register),
    ];
    const { out } = await recordedRun(["audit", ...paths, "--format", "json", "--on", "2026-10-01"]);
    const { besides, exclusions } = JSON.parse(out);
    const { answer, evidence } = besides.find(({ id }: { readonly id: string }) => id === "redundant");
    const said = evidence.map(({ subject, value }: { readonly subject: { readonly name: string }; value: string }) => [
      subject.name,
      value,
    ]);
    return { answer, said: Object.fromEntries(said), confinedBy: exclusions[0].confinedBy };
  }

  it("is named, and isn't said to add nothing", async () => {
    const { answer, said, confinedBy } = await audit(control, policy("Confining", CLIENTS));
    assert.equal(answer, "passed");
    assert.equal(
      said["Confining"],
      "confines the exempt account person-1@contoso.example, and adds nothing for others",
    );
    assert.deepEqual(confinedBy, [{ kind: "policy", id: "Confining", name: "Confining" }]);
  });

  it("can go where another policy stops the account as well", async () => {
    const both = [policy("Confining", CLIENTS), policy("Wider")];
    const { answer, said } = await audit(control, ...both);
    assert.equal(answer, "failed");
    assert.equal(said["Confining"], "adds nothing");
  });

  it("stays where two policies are all that confine the account", async () => {
    const { said } = await audit(control, policy("One", CLIENTS), policy("Two", CLIENTS));
    assert.deepEqual(
      [said["One"], said["Two"]].filter((value) => value === "adds nothing"),
      ["adds nothing"],
    );
  });

  it("of a declared group is what confines somebody in it", async () => {
    const group = { id: groupId(1), displayName: "Services", members: [{ id: userId(1) }] };
    const { confinedBy } = await auditOf(
      [
        aPolicy({ users: { excludeGroups: [groupId(1)] } }),
        policy("Confining", { ...CLIENTS, users: { includeUsers: [userId(1)] } }),
      ],
      REGISTER.replace(`user: ${userId(1)}`, `group: ${groupId(1)}`),
      { groups: [group] },
    );
    assert.deepEqual(
      confinedBy.map(({ name }: { readonly name: string }) => name),
      ["Confining"],
    );
  });

  it("and the policy on which the steps rest isn't said to add nothing", async () => {
    const onAll = policy("On all", {
      conditions: { applications: { includeApplications: ["All"] } },
      users: { excludeUsers: [userId(1)] },
    });
    const { said } = await audit(control, onAll);
    assert.notEqual(said["Require MFA for Azure management"], "adds nothing");
  });

  it("is nothing where every policy leaves the account out", async () =>
    assert.deepEqual((await audit(control)).confinedBy, []));
});
