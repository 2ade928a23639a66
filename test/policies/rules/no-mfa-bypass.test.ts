import assert from "node:assert/strict";
import { noMfaBypass } from "../../../policies/rules/no-mfa-bypass";
import { UNRESOLVED } from "../../../policies/stack/objects/resource";
import { assertFound } from "../support/assert-found";
import { BREAK_GLASS, CUSTOM_STRENGTH, TRUSTED_LOCATION } from "../support/ids";
import { aPolicy, askingFor, IN_STACK } from "../support/policies";
import { aResource, aStack, askedFor, settingsOf } from "../support/stacks";

const API_NAME = "Windows Azure Service Management API";
const OTHER_LOCATION = "ffffffff-0000-4000-8000-000000000002";
const settings = settingsOf(IN_STACK);
const onResource = (resource = aPolicy()) => noMfaBypass.onResource?.(resource, settings, askedFor(resource)) ?? [];
const onStack = (...resources: Parameters<typeof aStack>[0][number][]) =>
  noMfaBypass.onStack?.(aStack(resources), settings) ?? [];

const OPEN = "anybody can reach Azure management without MFA";
const UNKNOWN = "the pack can't decide whether everybody must pass MFA";

describe("no-mfa-bypass", () => {
  it("says who gets in, how, through which property, and what to do", () => {
    const [finding] = onResource(aPolicy({ conditions: { clientAppTypes: ["browser"] } }));
    assert.equal(finding?.message, "anybody can reach Azure management without MFA with any client but a browser");
    assert.deepEqual(
      finding?.related.map(({ text }) => text),
      ["conditions.clientAppTypes: [browser]"],
    );
    assert.equal(finding?.help, "apply it to all client app types");
  });

  for (const [what, parts] of Object.entries<Parameters<typeof aPolicy>[0]>({
    "`all` for `All`": { users: { includedUsers: ["all"] } },
    "the application's name for its id": { applications: { includedApplications: [API_NAME] } },
    "an unknown state": { state: "on" },
    "a state that is known only after deployment": { state: UNRESOLVED },
    "conditions that are known only after deployment": { conditions: { users: UNRESOLVED } },
  }))
    it(`doesn't let ${what} pass`, () => assertFound(onStack(aPolicy(parts)), [aPolicy(), UNKNOWN]));

  for (const [what, parts] of Object.entries<Parameters<typeof aPolicy>[0]>({
    "the same id twice": { users: { includedUsers: ["All", "All"] } },
    "a display name that is known only after deployment": { displayName: UNRESOLVED },
  }))
    it(`lets ${what} pass`, () => {
      for (const found of [onResource(aPolicy(parts)), onStack(aPolicy(parts))]) assert.deepEqual(found, []);
    });

  it("leaves unresolved values to the stack, which shows their sources", () => {
    const policy = aPolicy({ users: { excludedGroups: [UNRESOLVED] } });
    assert.deepEqual(onResource(policy), []);
    assertFound(onStack(policy), [policy, UNKNOWN]);
  });

  it("rejects a policy before deployment if every value of the unknown property lets somebody in", () => {
    assertFound(onResource(aPolicy({ state: "disabled", displayName: UNRESOLVED })), [aPolicy(), OPEN]);
  });

  it("judges a condition that only the state has", () => {
    const asked = aPolicy();
    const drifted = aPolicy({ conditions: { insiderRiskLevels: "elevated" } });
    const found = noMfaBypass.onStack?.(aStack([drifted], [asked]), settings) ?? [];
    assert.deepEqual(
      found.map(({ related }) => related.map(({ text }) => text)),
      [["conditions.insiderRiskLevels: elevated"]],
    );
  });

  it("reads an empty text of a refreshed state as no value", () => {
    assert.deepEqual(onStack(aPolicy({ conditions: { insiderRiskLevels: "" } })), []);
  });

  it("reads a property that the provider fills in as not set by a new policy", () => {
    const asked = aPolicy();
    const preview = aPolicy({ conditions: { insiderRiskLevels: UNRESOLVED } });
    assert.deepEqual(noMfaBypass.onStack?.(aStack([preview], [asked]), settings), []);
  });

  it("leaves it to the stack if too many new groups may have the unknown ids", () => {
    const ids = Array.from({ length: 12 }, (_, at) => `99999999-0000-4000-8000-0000000000${10 + at}`);
    const groups = ids.map((id) => aResource("Group", { displayName: id }, { name: id }));
    const policy = aPolicy({ users: { excludedGroups: ids } });
    assert.deepEqual(noMfaBypass.onResource?.(policy, settings, askedFor(...groups, policy)), []);
  });

  it("rejects a weak carrier next to a hundred good policies that aren't carriers", () => {
    const decoys = Array.from({ length: 100 }, (_, index) => aPolicy({}, { name: `decoy-${index}` }));
    assertFound(onStack(aPolicy({ state: "disabled" }), ...decoys), [aPolicy(), OPEN]);
  });

  it("leaves exclusions by id to the rule about approval", () => {
    assert.deepEqual(onStack(aPolicy({ users: { excludedUsers: [BREAK_GLASS] } })), []);
  });
});

describe("what isn't known before deployment", () => {
  const everywhere = ["0.0.0.0/0", "::/0"].map((range) =>
    aResource("NamedLocation", { ip: { ipRanges: [range] } }, { name: range }),
  );
  const sources = { conditions: everywhere.map(({ urn }) => urn) };
  const policy = (locations: object) => aPolicy({ conditions: { locations } }, { sources });

  it("is accepted if no reading lets somebody in", () => {
    assert.deepEqual(onStack(policy({ includedLocations: ["All"], excludedLocations: [] }), ...everywhere), []);
  });

  it("is unknown if it may be one of two included objects, or a list of them", () => {
    for (const includedLocations of [UNRESOLVED, [UNRESOLVED, UNRESOLVED]])
      assertFound(onStack(policy({ includedLocations }), ...everywhere), [aPolicy(), UNKNOWN]);
  });
});

describe("what the stack has deployed", () => {
  /** The policy as it is about to be deployed, after the others, whose inputs don't have their ids. */
  const beforeDeployment = (policy: Parameters<typeof onStack>[0], ...deployed: Parameters<typeof onStack>) => {
    const inputs = deployed.map(({ properties: { objectId: _, ...properties }, ...rest }) => ({ ...rest, properties }));
    return noMfaBypass.onResource?.(policy, settings, askedFor(...inputs, policy)) ?? [];
  };
  const throughStrength = askingFor(CUSTOM_STRENGTH);
  const strength = (...allowedCombinations: readonly string[]) =>
    aResource("AuthenticationStrengthPolicy", { objectId: CUSTOM_STRENGTH, allowedCombinations }, { name: "strong" });

  it("is recognised by its new id", () => {
    assert.deepEqual(beforeDeployment(throughStrength, strength("fido2")), []);
    assert.deepEqual(onStack(throughStrength, strength("fido2")), []);
  });

  it("is rejected if no reading of the id is proved", () => {
    for (const judged of [beforeDeployment, onStack]) {
      assertFound(judged(throughStrength, strength("password")), [throughStrength, OPEN]);
      assertFound(judged(throughStrength), [throughStrength, OPEN]);
    }
  });

  it("is judged with the stack while its values are unknown", () => {
    assert.deepEqual(
      beforeDeployment(throughStrength, aResource("AuthenticationStrengthPolicy", { allowedCombinations: UNRESOLVED })),
      [],
    );
  });

  it("is tried as each of two locations", () => {
    const location = (objectId: string, range: string) =>
      aResource("NamedLocation", { objectId, ip: { ipRanges: [range] } }, { name: range });
    const everywhere = [location(TRUSTED_LOCATION, "0.0.0.0/0"), location(OTHER_LOCATION, "::/0")];
    const policy = aPolicy({ conditions: { locations: { includedLocations: [TRUSTED_LOCATION, OTHER_LOCATION] } } });
    assert.deepEqual(beforeDeployment(policy, ...everywhere), []);
    assert.deepEqual(onStack(policy, ...everywhere), []);
    assertFound(beforeDeployment(policy, ...everywhere.slice(1)), [
      policy,
      `${OPEN} from anywhere outside location ${TRUSTED_LOCATION}`,
    ]);
  });
});

describe("an application of the same stack", () => {
  const application = aResource("Application", { clientId: UNRESOLVED }, { name: "ours" });
  const policy = (sources: readonly string[]) =>
    aPolicy(
      { applications: { includedApplications: ["All"], excludedApplications: [UNRESOLVED] } },
      { sources: { conditions: sources } },
    );
  it("isn't the API, so a policy may exclude it", () =>
    assert.deepEqual(onStack(policy([application.urn]), application), []));
  it("is unknown if it comes from elsewhere", () => assertFound(onStack(policy([])), [aPolicy(), UNKNOWN]));

  it("may be known by its service principal, which may as well be the API's", () => {
    const principal = (clientId: unknown) => aResource("ServicePrincipal", { clientId }, { name: "sp" });
    const reported = (one: ReturnType<typeof principal>) => onStack(policy([one.urn]), application, one);
    assertFound(reported(principal("797f4846-ba00-4fd7-ba43-dac1f8f63013")), [aPolicy(), OPEN]);
    assertFound(reported(principal(UNRESOLVED)), [aPolicy(), UNKNOWN]);
  });
});

describe("a value that may come from a group of the stack and from something else", () => {
  it("is unknown", () => {
    const group = aResource("Group", { members: [] }, { name: "ours" });
    const uuid = "urn:pulumi:dev::other::random:index/randomUuid:RandomUuid::uuid";
    const policy = aPolicy({ users: { excludedGroups: [UNRESOLVED] } }, { sources: { conditions: [group.urn, uuid] } });
    assertFound(onStack(policy, group), [policy, UNKNOWN]);
  });
});

describe("a text that may be a secret", () => {
  const authenticationStrengthPolicyId = `/policies/authenticationStrengthPolicies/${CUSTOM_STRENGTH}`;
  const locations = { includedLocations: ["All"], excludedLocations: [TRUSTED_LOCATION] };
  const location = (properties: object) => aResource("NamedLocation", { objectId: TRUSTED_LOCATION, ...properties });
  const planted: readonly (readonly [string, Parameters<typeof aPolicy>[0], ReturnType<typeof aResource>?])[] = [
    ["a country", { conditions: { locations } }, location({ country: { countriesAndRegions: ["PLANTED"] } })],
    ["a range", { conditions: { locations } }, location({ ip: { ipRanges: ["planted"] } })],
    ["a filter", { conditions: { devices: { filter: { mode: "exclude", rule: 'device.planted -eq "planted"' } } } }],
    ["a filter's mode", { conditions: { devices: { filter: { mode: "planted", rule: "planted" } } } }],
    ["a property's name", { conditions: { planted: "x" } }],
    ["a word in quotes of its own", { conditions: { insiderRiskLevels: '`pla`"planted"`planted`' } }],
    [
      "a method",
      { grantControls: { operator: "OR", authenticationStrengthPolicyId } },
      aResource("AuthenticationStrengthPolicy", { objectId: CUSTOM_STRENGTH, allowedCombinations: ["planted"] }),
    ],
  ];
  for (const [what, parts, other] of planted)
    it(`isn't printed in place of ${what}`, () => {
      const found = [...onResource(aPolicy(parts)), ...onStack(aPolicy(parts), ...(other ? [other] : []))];
      assert.notDeepEqual(found, []);
      assert.doesNotMatch(JSON.stringify(found.map(({ dedupeKey: _, ...said }) => said)), /planted/i);
    });
});

describe("several carriers", () => {
  const both = settingsOf({ "no-mfa-bypass": { baseline: "in-stack", carriers: ["a", "b"] } });
  const others = { clientAppTypes: ["mobileAppsAndDesktopClients", "exchangeActiveSync", "other"] };

  it("cover for each other from one provider instance, or from those of one tenant", () => {
    const judged = (urn: string, properties = {}) => {
      const a = { name: "a", provider: { urn: "one", properties } };
      const browser = aPolicy({ conditions: { clientAppTypes: ["browser"] } }, a);
      const rest = aPolicy({ conditions: others }, { name: "b", provider: { urn, properties } });
      return { browser, rest, found: noMfaBypass.onStack?.(aStack([browser, rest]), both) };
    };
    assert.deepEqual(judged("one").found, []);
    assert.deepEqual(judged("two", { tenantId: "0a0a0a0a-0000-4000-8000-000000000001" }).found, []);
    const { browser, rest, found } = judged("two");
    assertFound(found, [browser, `${OPEN} with any client but a browser`], [rest, `${OPEN} with a browser`]);
  });

  it("may be named by URN", () => {
    const carrier = aPolicy({ state: "disabled" }, { name: "a" });
    const byUrn = settingsOf({ "no-mfa-bypass": { baseline: "in-stack", carriers: [carrier.urn] } });
    assertFound(noMfaBypass.onStack?.(aStack([carrier]), byUrn), [carrier, OPEN]);
  });
});
