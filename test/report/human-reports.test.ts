import assert from "node:assert/strict";
import { join } from "node:path";
import {
  addresses,
  aGroup,
  aPolicy,
  aTenant,
  countries,
  filtered,
  groupId,
  guests,
  oneOf,
  outside,
  people,
  userId,
} from "../cli/a-tenant";
import { labelledCase, registerFor } from "../cli/labelled-cases";
import { recordedRun } from "../cli/recorded-run";
import { goldensIn } from "../golden-file";
import { suiteFolder } from "../temporary-folder";

const ESCAPE = "\u001b";
const assertGolden = goldensIn(join(__dirname, "golden"));

const named = (displayName: string) => ({ displayName });
const inOperations = [{ "@odata.type": "#microsoft.graph.group", id: groupId(2) }, { id: userId(2) }];
const operations = aGroup(1, inOperations, named("Operations"));
const nightShift = aGroup(2, [{ id: userId(3) }, { id: userId(4) }], named("Night shift"));
const otherResource = { applications: { includeApplications: ["00000003-0000-0ff1-ce00-000000000000"] } };
const HEADQUARTERS = "dddddddd-0000-4000-8000-000000000001";
const headquarters = addresses(HEADQUARTERS, ["203.0.113.0/24"], { ...named("Headquarters"), isTrusted: true });
const finland = countries("dddddddd-0000-4000-8000-000000000002", ["FI"], named("Finland"));

describe("what azmfa tells a person", () => {
  const files = suiteFolder();

  async function told(args: readonly string[], look: Parameters<typeof recordedRun>[1] = {}): Promise<string> {
    const { out, err } = await recordedRun(args, look);
    return `${out}${err}`.replaceAll(`${files.path}/`, "");
  }
  const proving = (tenant: unknown, ...options: readonly string[]): Promise<string> =>
    told(["prove", ...options, files.write("tenant.json", tenant)]);

  const idle = "enabledForReportingButNotEnforced";
  const forOperations = { ...named("MFA for Operations"), users: { includeUsers: [], includeGroups: [groupId(1)] } };
  const office = Array.from({ length: 9 }, (_, at) =>
    aPolicy({ id: `o-${at}`, ...named(`Office ${at}`), conditions: otherResource }),
  );
  const platforms = (...includePlatforms: readonly string[]) => ({ conditions: { platforms: { includePlatforms } } });
  const unmanaged = filtered("exclude", 'device.trustType -eq "AzureAD"');
  const odd = { times: { weekdays: ["monday"] }, platforms: { includePlatforms: ["all", "beos"] } };
  const disabled = people(5).map((user, index) => ({ ...user, accountEnabled: index !== 2 }));

  const tenants: readonly (readonly [golden: string, title: string, tenant: object])[] = [
    ["proved", "a tenant without a hole", labelledCase("reference").tenant],
    ["client-apps", "a policy for browsers only", labelledCase("client-browser-only").tenant],
    [
      ...(["trusted-locations", "trusted locations left out"] as const),
      aTenant([aPolicy({ conditions: outside("AllTrusted") })], { namedLocations: [headquarters, finland] }),
    ],
    ["no-policy", "a tenant without policies", labelledCase("no-policy").tenant],
    [
      ...([
        "excluded-group",
        "a group left out, a report-only policy that would help, and many about other things",
      ] as const),
      aTenant(
        [
          aPolicy({ users: { excludeGroups: [groupId(1)] } }),
          aPolicy({ id: "e-2", state: idle, ...forOperations }),
          ...office,
          aPolicy({ id: "p-1", ...named("Old pilot"), state: "disabled", ...platforms("windows") }),
        ],
        { users: disabled, groups: [operations, nightShift] },
      ),
    ],
    [
      ...(["platforms-and-devices", "two policies that together leave a gap"] as const),
      aTenant(
        [
          aPolicy({ ...named("MFA on Windows and macOS"), ...platforms("windows", "macOS") }),
          aPolicy({ id: "e-2", ...named("MFA off managed devices"), conditions: unmanaged }),
        ],
        { users: people(30) },
      ),
    ],
    ["not-understood", "a condition that nobody has heard of", aTenant([aPolicy({ conditions: odd })])],
    [
      ...(["no-directory", "a file of policies alone"] as const),
      { value: [aPolicy({ users: { excludeUsers: [userId(7)], excludeGroups: [groupId(9)] } })] },
    ],
    [
      ...(["weak-grants", "grants that are content with less"] as const),
      aTenant([
        aPolicy({ grantControls: oneOf(["mfa", "compliantDevice"]) }),
        aPolicy({ id: "e-2", ...named("Sign in often"), grantControls: null }),
      ]),
    ],
  ];
  for (const [golden, title, tenant] of tenants)
    it(`tells of ${title}`, async () => assertGolden(`${golden}.txt`, await proving(tenant)));

  it("tells of entries that are overdue, too far ahead or of no use, and of the day", async () => {
    const one = labelledCase("exclude-break-glass-users");
    const text = registerFor(one, "2026-11-01")?.replace("2026-11-01", "2027-12-02");
    const register = files.write("register.yaml", text);
    assertGolden("register.txt", await proving(one.tenant, "--exclusions", register, "--on", "2026-12-01"));
  });

  it("tells what a change opens and closes", async () => {
    const before = files.write("before.json", aTenant([aPolicy({ users: { excludeUsers: [userId(1)] } })]));
    const after = files.write("after.json", aTenant([aPolicy({ users: { excludeUsers: [userId(2)] } })]));
    assertGolden("diff.txt", await told(["diff", before, after]));
  });

  it("lets no name, id or reason move the cursor or turn the text round", async () => {
    const evil = "\u001b[2J\u202eevil\r\nname\u0000";
    const providers = guests("serviceProvider", { membershipKind: "enumerated", members: [evil] });
    const users = { excludeGroups: [groupId(1), evil], excludeGuestsOrExternalUsers: providers };
    const tenant = aTenant([aPolicy({ displayName: evil, users })], {
      users: [{ id: userId(1), displayName: evil, userPrincipalName: evil }],
      groups: [{ id: groupId(1), displayName: evil, members: [{ id: userId(1) }] }],
      notRead: [{ key: evil, why: evil }],
    });
    for (const [command = "", ...args] of [["prove"], ["audit"], ["explain", "--user", userId(1)]]) {
      const out = await told([command, files.write("evil.json", tenant), ...args]);
      assert.ok(out.includes("evil"));
      assert.doesNotMatch(out.replaceAll("\n", ""), /[\p{Cc}\p{Cf}]/u, command);
    }
  });

  it("fits into the width it is given", async () => {
    for (const width of [60, 80, 100]) {
      const path = files.write("narrow.json", labelledCase("split-client-hole").tenant);
      const lines = (await told(["prove", path], { width })).split("\n").slice(1);
      for (const line of lines) assert.ok(line.length <= width, line);
    }
  });

  it("colours the verdict on a terminal, and says the same without", async () => {
    const path = files.write("tenant.json", labelledCase("client-browser-only").tenant);
    const coloured = await told(["prove", path], { colour: true });
    assert.ok(coloured.startsWith(`${ESCAPE}[1m${ESCAPE}[31mBYPASS${ESCAPE}[39m${ESCAPE}[22m`));
    assert.equal(coloured.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, "g"), ""), await told(["prove", path]));
  });
});
