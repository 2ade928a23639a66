import assert from "node:assert/strict";
import { type Fault, type FaultEffect, openDirectory, type Tenant, THROTTLED } from "../../../sandbox/tenant";
import type { JsonObject } from "../../../src/law/json/json-object";
import { COLLECTIONS, GRAPH_KEYS, type GraphKey } from "../../../src/tenant/graph/collections";
import { readEvidence } from "../../../src/tenant/graph/tenant";
import { connect, type EntraTenant } from "../../../src/tenant/live/entra-tenant";
import { RETRY_POLICY } from "../../../src/tenant/live/graph-connection";
import { readWholeTenant } from "../../../src/tenant/live/live-tenant";
import { answerOf, type TenantProblem } from "../../../src/tenant/live/tenant-problem";
import { prove } from "../../../src/verifier/prove";
import { aPolicy } from "../../cli/a-tenant";
import { read as tenantOf } from "../../verifier/generated/read";
import { environmentOf, localTenant } from "./azmfa-of-a-local-tenant";

const POLICIES = "/identity/conditionalAccess/policies";
const POLICY = "cccccccc-4444-4000-8000-000000000009";
const FINANCE = "cccccccc-2222-4000-8000-000000000010";

type Paths = { readonly [key: string]: string };
const pathsOf = (keys: readonly GraphKey[]): Paths =>
  Object.fromEntries(keys.map((key) => [key, COLLECTIONS[key].question.path]));

/** Paths that decide about sign-ins, by the key of a tenant file, and paths that only an audit asks for. */
const DECIDE = ["namedLocations", "authenticationStrengthPolicies", "users", "roleAssignments", "groups"] as const;
const DECIDING = pathsOf(DECIDE);
const EVIDENCE = pathsOf(GRAPH_KEYS.filter((key) => key !== "policies" && !(key in DECIDING)));
const SINGLE = ["securityDefaults", "conditionalAccessSettings"];

const refuse = (status: number, code: string): FaultEffect => ({ kind: "refuse", status, code, message: "no" });

type Result = {
  readonly file: JsonObject | undefined;
  readonly problem: TenantProblem | undefined;
  /** Pauses in milliseconds, which the test doesn't wait for. */
  readonly waits: readonly number[];
  readonly said: readonly string[];
};

describe("reading a tenant that misbehaves", () => {
  let tenant: Tenant;
  let close: () => Promise<void>;
  let entra: EntraTenant;
  let undisturbed: JsonObject = {};
  const [waits, said]: [number[], string[]] = [[], []];

  before(async () => {
    ({ tenant, close } = await localTenant());
    entra = await connect(environmentOf(tenant), {
      ...RETRY_POLICY,
      waits: RETRY_POLICY.waits.slice(0, 3),
      timeout: 120_000,
      pause: async (milliseconds) => void waits.push(milliseconds),
      onWait: (_, { message }) => void said.push(message),
    });
    await openDirectory(tenant).put("policies", POLICY, policyExcluding([FINANCE]));
    undisturbed = (await read([])).file ?? assert.fail("the tenant could not be read at all");
  });
  after(() => close());
  afterEach(() => openDirectory(tenant).clearFaults());

  const policyExcluding = (excludeGroups: readonly string[]) => ({
    ...aPolicy({ users: { excludeGroups } }),
    modifiedDateTime: "2026-01-05T08:00:00Z",
  });

  async function read(faults: readonly Fault[], ifBroken: "refuse" | "leaveOut" = "leaveOut"): Promise<Result> {
    for (const fault of faults) await openDirectory(tenant).addFault(fault);
    for (const list of [waits, said]) list.length = 0;
    const tool = { name: "test", version: "1" };
    const answer = await answerOf(readWholeTenant(entra, () => undefined, new Date(0), tool, ifBroken));
    const file = answer.kind === "read" ? asWritten(answer.value.file) : undefined;
    const problem = answer.kind === "failed" ? answer.problem : undefined;
    assert.doesNotMatch(JSON.stringify([file, problem, said]), new RegExp(`${tenant.clientSecret}|Bearer`));
    if (file !== undefined) assert.notEqual(verdictOf(file), "proved");
    return { file, problem, waits: [...waits], said: [...said] };
  }

  /** As the file is once it is written down, without what JSON leaves out. */
  const asWritten = (file: JsonObject): JsonObject => JSON.parse(JSON.stringify(file));

  /** In truth Finance comes in without MFA: whatever a reading lacks, it must not look proved. */
  const verdictOf = (file: JsonObject): string => prove(tenantOf(file)).kind;

  const gapsOf = ({ file }: Result): ReadonlyMap<string, { why: string; role?: string }> =>
    new Map(((file?.["notRead"] ?? []) as { key: string; why: string }[]).map((gap) => [gap.key, gap]));

  it("finds the way in if nothing is wrong", () => assert.equal(verdictOf(undisturbed), "bypass"));

  const passing: readonly (readonly [name: string, faults: readonly Fault[], waits?: readonly number[]])[] = [
    ["throttles one request in three", [{ every: 3, effect: THROTTLED }]],
    ["says when to come back", [{ path: "/users", times: 1, effect: { ...THROTTLED, retryAfter: 7 } }], [7_000]],
    ["throttles three times in a row", [{ path: "/organization", times: 3, effect: THROTTLED }], [1_000, 2_000, 4_000]],
    ["fails one request in five", [{ every: 5, effect: refuse(503, "ServiceUnavailable") }]],
    ["is slow", [{ every: 3, effect: { kind: "delay", milliseconds: 30 } }]],
    ["hangs up now and then", [{ every: 4, effect: { kind: "hangUp" } }]],
    ["is cut off in the middle of an answer now and then", [{ every: 4, effect: { kind: "cutOff" } }]],
    ["sends half of an answer as if it were all, now and then", [{ every: 4, effect: { kind: "halfBody" } }]],
    ["pages by two", [{ method: "GET", effect: { kind: "pageBy", size: 2 } }]],
    ["says that there are fewer than it shows", [{ effect: { kind: "miscount", by: -3 } }]],
    ["throttles every second question about groups", [{ path: "/groups/", every: 2, effect: THROTTLED }]],
  ];
  for (const [name, faults, waits] of passing)
    it(`reads everything of one that ${name}`, async () => {
      const result = await read(faults);
      assert.deepEqual(result.file, undisturbed);
      if (waits !== undefined) assert.deepEqual(result.waits, waits);
      assert.equal(result.said.length, result.waits.length);
    });

  const lasting: readonly (readonly [name: string, effect: FaultEffect, why: RegExp])[] = [
    ["throttles for good", THROTTLED, /could not be read: Graph answered 429 \(TooManyRequests\)$/],
    ["fails for good", refuse(500, "InternalServerError"), /Graph answered 500 \(InternalServerError\)$/],
    ["isn't there", refuse(404, "ResourceNotFound"), /Graph answered 404 \(ResourceNotFound\)$/],
    ["refuses what is asked", refuse(400, "AadPremiumLicenseRequired"), /400 \(AadPremiumLicenseRequired\)$/],
    ["may not be read", refuse(403, "Authorization_RequestDenied"), /Graph answered 403/],
    ["hangs up each time", { kind: "hangUp" }, /could not be read: the connection failed/],
    ["is cut off each time", { kind: "cutOff" }, /could not be read: the connection failed/],
    ["is a web page", { kind: "webPage" }, /makes no sense: it isn't an object of JSON, or was cut off$/],
    ["is half of an answer", { kind: "halfBody" }, /makes no sense: it isn't an object of JSON, or was cut off$/],
  ];
  const ofLists: typeof lasting = [
    ["is no list", { kind: "noList" }, /a page of it isn't a list of objects$/],
    ["has something in it that is no object", { kind: "oddItem" }, /a page of it isn't a list of objects$/],
    ["counts more than it lists", { kind: "miscount", by: 3 }, /Graph counts \d+ of them and lists \d+$/],
    ["goes on at another host", { kind: "foreignNextPage" }, /its next page isn't at Graph's address$/],
    ["never ends", { kind: "endlessPages" }, /its pages have nothing new and don't end$/],
  ];

  for (const [name, effect, why] of [...lasting, ...ofLists])
    it(`leaves out everything that ${name}, and says why; or stops, as the caller chooses`, async () => {
      const isAnyAnswer = lasting.some(([one]) => one === name);
      const decides = name === "isn't there" ? {} : DECIDING; // a group that doesn't exist affects no verdict
      const paths = Object.entries({ ...EVIDENCE, ...decides }).filter(([key]) => isAnyAnswer || !SINGLE.includes(key));
      const result = await read(paths.map(([, path]) => ({ path, effect })));
      const gaps = gapsOf(result);
      for (const [key] of paths) {
        assert.ok(!(key in (result.file ?? {})), key);
        assert.match(gaps.get(key)?.why ?? "", why, key);
      }
      const known = Object.entries(readEvidence(result.file)).filter(([, value]) => value?.kind === "known");
      const rest = isAnyAnswer ? [] : ["conditionalAccessSettings", "securityDefaults"];
      assert.deepEqual(
        known.map(([key]) => key).toSorted(),
        [...rest, ...(decides === DECIDING ? [] : ["groups", "users"])].toSorted(),
      );
      if (name === "may not be read") return;
      const deciding = await read([], "refuse");
      if (decides === DECIDING) assert.match(deciding.problem?.message ?? "", why);
    });

  for (const [name, effect, why] of [...lasting.filter(([one]) => !/refuses|isn't there/.test(one)), ...ofLists])
    it(`says nothing of a tenant whose list of policies ${name}`, async () => {
      const { file, problem } = await read([{ path: POLICIES, effect }]);
      assert.equal(file, undefined);
      assert.match(problem?.message ?? "", why);
      assert.notEqual(problem?.help, "");
    });
});
