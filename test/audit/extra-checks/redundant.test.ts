import assert from "node:assert/strict";
import fc from "fast-check";
import { judgeCheck } from "../../../src/audit/audit";
import { EXTRA_CHECK_IDS, type ExtraCheckId } from "../../../src/audit/extra-checks";
import { aPolicy, aTenant, people, userId } from "../../cli/a-tenant";
import { runs } from "../../times";
import { graphTenants } from "../../verifier/generated/graph-tenants";
import { contextOn } from "../printed";

type File = { readonly policies: readonly object[] };

const contextOf = (tenant: object) => contextOn({ tenant, register: undefined });

/** The numbers of the policies that a tenant is told can go together, and of those that could go instead. */
function told(file: File) {
  const matter = contextOf(file);
  const { evidence, kind, because } = judgeCheck("redundant", matter);
  const those = (value: RegExp): readonly number[] =>
    evidence
      .filter((one) => value.test(one.value))
      .map(({ subject }) => matter.tenant.policies.findIndex(({ id }) => id === subject?.id));
  return { kind, because, canGo: those(/^adds nothing$/), eitherOr: those(/as long as/) };
}

const without = (file: File, numbers: readonly number[]): File => ({
  ...file,
  policies: file.policies.filter((_, number) => !numbers.includes(number)),
});

const withIdsOfTheirOwn = (file: File): File => ({
  ...file,
  policies: file.policies.map((policy, number) => ({ ...policy, id: `p-${number}` })),
});

const named = (displayName: string, more: Parameters<typeof aPolicy>[0] = {}) =>
  aPolicy({ id: displayName.toLowerCase(), displayName, ...more });
const tenantOf = (...policies: readonly object[]) => aTenant(policies, { users: people(3) }) as File;
const PHISHING_RESISTANT = {
  operator: "OR",
  builtInControls: [],
  authenticationStrength: { id: "00000000-0000-0000-0000-000000000004" },
};
const BLOCK = { operator: "OR", builtInControls: ["block"] };
const EVERYTHING = { applications: { includeApplications: ["All"] } };
const agent = { id: userId(9), identityParentId: userId(8) };

describe("policies that add nothing", () => {
  it("that cover each other can't all go", () => {
    const two = told(tenantOf(named("A"), named("B")));
    assert.deepEqual([two.canGo, two.eitherOr], [[1], []]);
    assert.match(two.because, /^"B" adds nothing to the others on the way to Azure management\.$/);
    const three = told(tenantOf(named("A"), named("B"), named("C")));
    assert.deepEqual([three.canGo, three.eitherOr], [[1, 2], []]);
  });

  for (const [name, policies, canGo] of [
    [
      "a strength that asks for more beside plain MFA is kept, and so is plain MFA, on which the steps rest",
      [named("A"), named("B", { grantControls: PHISHING_RESISTANT })],
      [],
    ],
    [
      "plain MFA for a part of the clients can go beside a strength that asks for more",
      [named("A", { conditions: { clientAppTypes: ["browser"] } }), named("B", { grantControls: PHISHING_RESISTANT })],
      [0],
    ],
    [
      "a block beside MFA is kept, and MFA for the same can go",
      [
        named("A", { conditions: { clientAppTypes: ["other"] } }),
        named("B", { conditions: { clientAppTypes: ["other"] }, grantControls: BLOCK }),
        named("C"),
      ],
      [0],
    ],
    [
      "one for every resource is kept, and one for the API alone, on which the steps rest",
      [named("A", { conditions: EVERYTHING }), named("B")],
      [],
    ],
    [
      "one that leaves out another resource isn't as good as one that doesn't",
      [
        named("A", { conditions: EVERYTHING }),
        named("B", {
          conditions: {
            applications: {
              includeApplications: ["All"],
              excludeApplications: ["499b84ac-1321-427f-aa17-267ca6975798"],
            },
          },
        }),
      ],
      [1],
    ],
    [
      "one that asks for a device besides is kept",
      [named("A"), named("B", { grantControls: { operator: "AND", builtInControls: ["mfa", "compliantDevice"] } })],
      [],
    ],
    [
      "one for a part of the clients can go",
      [named("A"), named("B", { conditions: { clientAppTypes: ["browser"] } })],
      [1],
    ],
    [
      "two for a part each are both kept",
      [
        named("A", { conditions: { clientAppTypes: ["browser"] } }),
        named("B", { conditions: { clientAppTypes: ["mobileAppsAndDesktopClients"] } }),
      ],
      [],
    ],
    [
      "one in report-only takes nobody's place",
      [named("A"), named("B", { state: "enabledForReportingButNotEnforced" })],
      [],
    ],
  ] as const)
    it(name, () => assert.deepEqual(told(tenantOf(...policies)).canGo, canGo));

  it("one that ends sessions sooner is kept", () => {
    const frequent = {
      ...named("B"),
      sessionControls: { signInFrequency: { isEnabled: true, value: 1, type: "hours" } },
    };
    assert.deepEqual(told(tenantOf(named("A"), frequent)).canGo, []);
  });

  it("one that blocks agents is kept", () => {
    const blocking = named("B", { grantControls: BLOCK, users: { includeUsers: ["AllAgentIdUsers"] } });
    const tenant = aTenant([named("A"), blocking], { users: [...people(2), agent] }) as File;
    assert.deepEqual(told(tenant).canGo, []);
  });

  it("of generated tenants can go together, and no answer gets worse", () => {
    let tried = 0;
    fc.assert(
      fc.property(graphTenants, (json) => {
        const file = withIdsOfTheirOwn(json as unknown as File);
        const { canGo, eitherOr } = told(file);
        if (canGo.length === 0) return;
        tried++;
        const [before, after] = [contextOf(file), contextOf(without(file, canGo))];
        assert.deepEqual(
          [after.verdict.kind, after.verdict.uncovered],
          [before.verdict.kind, before.verdict.uncovered],
        );
        for (const id of EXTRA_CHECK_IDS.filter((one: ExtraCheckId) => one !== "redundant"))
          if (judgeCheck(id, before).kind === "passed")
            assert.match(judgeCheck(id, after).kind, /^(passed|not applicable)$/, id);
        assert.ok(eitherOr.every((number) => !canGo.includes(number)));
        assert.deepEqual(told(without(file, canGo)).canGo, []);
      }),
      runs(30),
    );
    assert.ok(tried > 0, "none of the generated tenants has a policy that adds nothing");
  });
});
