import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { check, Refused } from "../../check/check-certificate";
import {
  addresses,
  aGroup,
  aPolicy,
  aRoleOf,
  aTenant,
  countries,
  filtered,
  groupId,
  inside,
  oneOf,
  outside,
  people,
  GLOBAL_ADMINISTRATOR as ROLE,
  userId,
} from "../cli/a-tenant";
import { openingsOf } from "./openings";
import { type Claim, core, resealed, sealed } from "./sealed";

const policyId = (number: number): string => `eeeeeeee-0000-4000-8000-00000000000${number}`;
const [ONE, OTHER, THIRD, FOURTH] = [policyId(1), policyId(2), policyId(3), policyId(4)];
const place = (number: number): string => `dddddddd-0000-4000-8000-00000000000${number}`;

const checked = (tenant: string, certificate: string): readonly string[] =>
  check(Buffer.from(tenant), Buffer.from(certificate));
const refusal = (tenant: string, certificate: string): string => {
  try {
    checked(tenant, certificate);
  } catch (error) {
    assert.ok(error instanceof Refused, String(error));
    return error.message;
  }
  return "valid";
};
/** What the checker says of a claim about a tenant: `valid`, or why not. */
const said = (tenant: object, claim: Claim): string => {
  const text = JSON.stringify(tenant);
  return refusal(text, sealed(text, claim));
};

const mfa = (id: string, users: object = {}, conditions: object = {}) =>
  aPolicy({ id, displayName: id, users, conditions });
const granting = (id: string, grantControls: object, conditions: object = {}) =>
  aPolicy({ id, grantControls, conditions });
const strength = (...allowedCombinations: readonly string[]) =>
  oneOf([], { authenticationStrength: { id: `${allowedCombinations}`, allowedCombinations } });
const [yes, no] = [["yes"], ["no"]];
const BY_ONE: Claim = { cores: [core({ [ONE]: {} })] };

describe("a certificate of a tenant that is proved", () => {
  interface Case {
    readonly why: string;
    readonly tenant: object;
    readonly claim: Claim;
  }
  const locations = {
    namedLocations: [
      addresses(place(1), ["0.0.0.0/1", "::/0"], { isTrusted: true }),
      addresses(place(2), ["128.0.0.0/1"]),
      countries(place(3), ["FI"]),
      countries(place(4), ["FI", "SE"]),
    ],
  };
  const unknownGroup = { [`group ${groupId(1)}`]: no };
  const inUnknownGroup = { [`group ${groupId(1)}`]: yes };
  const compliant = (value: readonly string[]) => ({ 'device.iscompliant -eq "true"': value });
  const askCompliant = mfa(OTHER, {}, filtered("include", "device.isCompliant -eq True"));
  const allButBrowsers = { clientAppTypes: ["mobileAppsAndDesktopClients", "exchangeActiveSync", "other"] };
  const anyRisk = ["low", "medium", "high", "hidden"];

  const cases: readonly Case[] = [
    { why: "one policy is about everybody", tenant: aTenant([mfa(ONE)]), claim: BY_ONE },
    {
      why: "two policies have all clients",
      tenant: aTenant([mfa(ONE, {}, { clientAppTypes: ["browser"] }), mfa(OTHER, {}, allButBrowsers)]),
      claim: { cores: [core({ [ONE]: { client: ["browser"] }, [OTHER]: { client: ["not", "browser"] } })] },
    },
    {
      why: "a group that the file doesn't have is one group in both policies",
      tenant: aTenant(
        [mfa(ONE, { excludeGroups: [groupId(1)] }), mfa(OTHER, { includeUsers: [], includeGroups: [groupId(1)] })],
        { groups: undefined },
      ),
      claim: { cores: [core({ [ONE]: unknownGroup, [OTHER]: inUnknownGroup }), core({ [ONE]: {} })] },
    },
    {
      why: "a role whose holders aren't known is one role in both",
      tenant: aTenant([mfa(ONE, { excludeRoles: [ROLE] }), mfa(OTHER, { includeUsers: [], includeRoles: [ROLE] })], {
        roleAssignments: undefined,
      }),
      claim: {
        cores: [core({ [ONE]: { [`role ${ROLE}`]: no }, [OTHER]: { [`role ${ROLE}`]: yes } }), core({ [ONE]: {} })],
      },
    },
    {
      why: "whoever is in the excluded group is exempt",
      tenant: aTenant([mfa(ONE, { excludeGroups: [groupId(1)] })], { groups: undefined }),
      claim: { exempt: [{ group: groupId(1) }], ...BY_ONE },
    },
    {
      why: "the excluded group is assumed to be empty",
      tenant: aTenant([mfa(ONE, { excludeGroups: [groupId(1)] })], { groups: undefined }),
      claim: { assumed: [`${groupId(1)}=empty`], ...BY_ONE },
    },
    {
      why: "a compliant device is asked for MFA by another policy",
      tenant: aTenant([granting(ONE, oneOf(["mfa", "compliantDevice"])), askCompliant]),
      claim: { cores: [core({ [ONE]: compliant(no), [OTHER]: compliant(yes) })] },
    },
    {
      why: "device-code flow shows no device, and another flow needs MFA",
      tenant: aTenant([granting(ONE, oneOf(["compliantDevice"])), askCompliant]),
      claim: { cores: [core({ [ONE]: compliant(no), [OTHER]: compliant(yes) })] },
    },
    {
      why: "two strengths leave one factor each that make MFA together",
      tenant: aTenant([granting(ONE, strength("password", "fido2")), granting(OTHER, strength("sms"))]),
      claim: { cores: [core({ [ONE]: { "factor password": no }, [OTHER]: { "factor sms": no } })] },
    },
    {
      why: "what is trusted is asked by another policy",
      tenant: aTenant([mfa(ONE, {}, outside("AllTrusted")), mfa(OTHER, {}, inside("AllTrusted"))], locations),
      claim: {
        cores: [
          core({
            [ONE]: { "trusted elsewhere": no, [`place ${place(1)}`]: no },
            [OTHER]: [{ "trusted elsewhere": yes }, { [`place ${place(1)}`]: yes }],
          }),
        ],
      },
    },
    {
      why: "cases are told apart in steps",
      tenant: aTenant([
        mfa(ONE, {}, { signInRiskLevels: ["none"], userRiskLevels: ["none"] }),
        mfa(OTHER, {}, { signInRiskLevels: ["none"], userRiskLevels: anyRisk }),
        mfa(THIRD, {}, { signInRiskLevels: anyRisk, clientAppTypes: ["browser"] }),
        mfa(FOURTH, {}, { signInRiskLevels: anyRisk, ...allButBrowsers }),
      ]),
      claim: {
        cores: [
          core(
            {
              [ONE]: { signInRisk: ["none"], userRisk: ["none"] },
              [OTHER]: { signInRisk: ["none"], userRisk: ["not", "none"] },
              [THIRD]: { signInRisk: ["not", "none"], client: ["browser"] },
              [FOURTH]: { signInRisk: ["not", "none"], client: ["not", "browser"] },
            },
            [{ signInRisk: ["none"] }],
          ),
        ],
      },
    },
    {
      why: "people and outsiders have cores of their own",
      tenant: aTenant(
        [
          mfa(ONE, { includeUsers: [], includeGroups: [groupId(1)] }),
          mfa(OTHER, { includeUsers: ["All"], excludeGroups: [groupId(1)] }),
        ],
        { users: people(3), groups: [aGroup(1, [{ id: userId(1) }])] },
      ),
      claim: { cores: [core({ [ONE]: {} }), core({ [OTHER]: {} })] },
    },
  ];

  for (const { why, tenant, claim } of cases) {
    it(`is valid where ${why}`, () => assert.equal(said(tenant, claim), "valid"));

    it(`is refused without any of its boxes, cores or exemptions, where ${why}`, () => {
      for (const [at, { stops, steps }] of claim.cores.entries()) {
        const less = (cores: Claim["cores"]) => said(tenant, { ...claim, cores });
        assert.notEqual(less(claim.cores.filter((_, index) => index !== at)), "valid", `cores[${at}]`);
        for (const index of stops.keys()) {
          const fewer = { stops: stops.filter((_, other) => other !== index), steps };
          assert.notEqual(less(claim.cores.with(at, fewer)), "valid", `stops[${index}]`);
        }
      }
      for (const key of ["exempt", "assumed"] as const)
        if (claim[key]) assert.notEqual(said(tenant, { ...claim, [key]: [] }), "valid", key);
    });

    it(`is refused with any line removed, repeated or changed, where ${why}`, () => {
      const text = JSON.stringify(tenant);
      const lines = sealed(text, claim).split("\n");
      for (const [at, line] of lines.entries()) {
        const without = lines.toSpliced(at, 1);
        const changed = line.replace(/[a-z0-9]/i, (one) => (one === "e" ? "f" : "e"));
        for (const other of [
          without,
          lines.toSpliced(at, 0, line),
          lines.with(at, changed),
          lines.with(at, ` ${line}`),
        ])
          if (other.join() !== lines.join())
            assert.notEqual(refusedOrUnreadable(text, other.join("\n")), "valid", line);
      }
    });

    it(`is refused after one value of the tenant changed and someone gets in, where ${why}`, () => {
      for (const change of openingsOf(tenant)) assert.notEqual(said(change.tenant, claim), "valid", change.what);
    });
  }

  function refusedOrUnreadable(tenant: string, certificate: string): string {
    try {
      return checked(tenant, certificate).length > 0 ? "valid" : "";
    } catch (error) {
      return (error as Error).message;
    }
  }
});

describe("a certificate that claims too much", () => {
  const open = aTenant([mfa(ONE, {}, { clientAppTypes: ["browser"] })]);
  const told: readonly (readonly [string, object, Claim, RegExp])[] = [
    ["a box is wider than the policy", open, BY_ONE, /stops\[0\]: not for each client/],
    ["sign-ins are left", open, { cores: [core({ [ONE]: { client: ["browser"] } })] }, /sign-ins are left/],
    [
      "a step follows from nothing",
      open,
      { cores: [core({ [ONE]: { client: ["browser"] } }, [{ client: ["other"] }])] },
      /steps\[0\] doesn't follow/,
    ],
    ["a policy isn't there", open, { cores: [core({ [OTHER]: {} })] }, /there is not one policy/],
    [
      "another policy has the same id, and differs",
      aTenant([mfa(ONE), { ...mfa(ONE.toUpperCase()), state: "disabled" }]),
      { cores: [core({ "#0": {} })] },
      /not checked: policies with the id .* differ/,
    ],
    ["it has no core", open, { cores: [] }, /no core is about/],
    [
      "a variable isn't one",
      aTenant([mfa(ONE)]),
      { cores: [core({ [ONE]: { moon: ["full"] } })] },
      /not a variable with values: moon/,
    ],
    [
      "a group that is open is taken for empty",
      aTenant([mfa(ONE, { excludeGroups: [groupId(1)] })], { groups: undefined }),
      BY_ONE,
      /no core is about/,
    ],
    ...[["agentUser", "user"], ["agentUser"], ["device"]].map((types): readonly [string, object, Claim, RegExp] => [
      `a person who is ${types.join(" and ")} to a group is left out`,
      aTenant([mfa(ONE, { excludeGroups: [groupId(1)] })], {
        users: undefined,
        groups: types.map((of, at) => aGroup(at + 1, [{ id: userId(7), "@odata.type": `#microsoft.graph.${of}` }])),
        roleAssignments: types.length > 1 ? [] : [aRoleOf(userId(7), { principalType: "User" })],
      }),
      ...([BY_ONE, /no core is about/] as const),
    ]),
    [
      "a list is a part",
      aTenant([mfa(ONE)], { "users@odata.nextLink": "x" }),
      BY_ONE,
      /users@odata.nextLink, which marks a part/,
    ],
    [
      "an assignment counts in a part of the tenant only",
      aTenant([mfa(ONE, { includeUsers: [], includeRoles: [ROLE] }), mfa(OTHER, { excludeUsers: [userId(1)] })], {
        users: people(1),
        roleAssignments: [aRoleOf(userId(1), { directoryScopeId: "/administrativeUnits/1" })],
      }),
      { cores: [core({ [ONE]: {} }), core({ [OTHER]: {} })] },
      /no core is about/,
    ],
    [
      "two methods that aren't MFA together are shown",
      aTenant([granting(ONE, strength("sms")), granting(OTHER, strength("voice"))]),
      { cores: [core({ [ONE]: { "factor sms": no }, [OTHER]: { "factor voice": no } })] },
      /sign-ins are left/,
    ],
  ];
  for (const [what, tenant, claim, why] of told)
    it(`is refused: ${what}`, () => assert.match(said(tenant, claim), why));

  it("is refused for another file, another layout, and an unknown key, even with a valid seal", () => {
    const text = JSON.stringify(aTenant([mfa(ONE)]));
    const certificate = sealed(text, BY_ONE);
    assert.match(refusal(`${text} `, certificate), /another tenant file/);
    assert.match(refusal(text, JSON.stringify(JSON.parse(certificate))), /laid out/);
    assert.match(refusal(text, resealed({ ...JSON.parse(certificate), comment: "trust me" })), /other keys/);
    const twice = text.replace('"state":"enabled"', '"state":"disabled","state":"enabled"');
    assert.match(refusal(twice, sealed(twice, BY_ONE)), /a key twice/);
  });
});

describe("the checker of certificates", () => {
  for (const [args, status, says] of [
    ["--help", 0, /usage: .* TENANT FILE\n/],
    ["nowhere /dev/null", 2, /^nowhere: there is no such file; check the path\n$/],
    ["/dev/zero /dev/null", 2, /zero is larger than 400 MB/],
    ["/dev/null /dev/null", 2, /null is empty, or a pipe that nobody writes to/],
  ] as const)
    it(`ends with ${status} after ${args}`, () => {
      const run = spawnSync(process.execPath, ["scripts/run.js", "check/check-certificate.ts", ...args.split(" ")]);
      assert.match(`${run.stdout}${run.stderr}`, says);
      assert.equal(run.status, status);
    });
});
