import assert from "node:assert/strict";
import { COLLECTIONS } from "../../../src/tenant/graph/collections";
import { EntraTenant } from "../../../src/tenant/live/entra-tenant";
import { TenantError, type TenantProblem } from "../../../src/tenant/live/tenant-problem";
import { type FakeAnswer, FakeGraph } from "./fake-graph";

const page = (ids: readonly string[], nextLink?: string): FakeAnswer => ({
  status: 200,
  body: { value: ids.map((id) => ({ id })), ...(nextLink && { "@odata.nextLink": nextLink }) },
});

describe("reading Graph", () => {
  const graph = new FakeGraph();
  const waits: number[] = [];
  let tokens = 0;
  before(() => graph.start());
  after(() => graph.stop());

  type Given = {
    readonly isUser?: boolean;
    readonly timeout?: number;
    readonly tokensLast?: number;
    readonly refuse?: Error;
  };
  function tenant({ isUser = false, timeout = 600_000, tokensLast = 3_600_000, refuse }: Given = {}) {
    waits.length = 0;
    tokens = 0;
    const getToken = async () => {
      if (refuse) throw refuse;
      tokens++;
      return { token: "a-token", expiresOnTimestamp: Date.now() + tokensLast };
    };
    return new EntraTenant({
      graph: graph.address,
      credential: { getToken },
      account: isUser ? "az login" : "application 1234 with a secret",
      retryPolicy: {
        waits: [1_000, 2_000],
        timeout,
        pause: async (wait) => void waits.push(wait),
      },
    });
  }

  async function problemOf(question: Promise<unknown>): Promise<TenantProblem> {
    const error = await question.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof TenantError, String(error));
    assert.doesNotMatch(JSON.stringify(error.problem), /hunter2|a-token/);
    return error.problem;
  }

  it("signs each request, and asks for what is newer than the version too", async () => {
    graph.answerWith(page(["a"]));
    await tenant().policies();
    const [{ url, headers } = assert.fail()] = graph.asked;
    assert.equal(url, "/beta/identity/conditionalAccess/policies");
    assert.equal(headers.authorization, "Bearer a-token");
    assert.equal(headers["prefer"], "include-unknown-enum-members");
  });

  it("asks for a token once, and again only when it is about to expire: the Azure CLI is started for each", async () => {
    for (const [tokensLast, asked] of [
      [3_600_000, 1],
      [60_000, 3],
    ] as const) {
      graph.answerWith(page(["a"]), page(["a"]), page(["a"]));
      const reader = tenant({ tokensLast });
      for (let reading = 0; reading < 3; reading++) await reader.policies();
      assert.equal(tokens, asked);
    }
  });

  it("escapes an id in a path", async () => {
    graph.answerWith({ status: 404 });
    assert.deepEqual(await tenant().groupsWithMembers(["../groups?x"]), []);
    assert.match(graph.asked[0]?.url ?? "", /^\/v1\.0\/groups\/\.\.%2Fgroups%3Fx\?/);
  });

  it("takes a page that doesn't load for an error, never for a shorter list", async () => {
    const users = () => tenant().list(COLLECTIONS.users.question);
    graph.answerWith(page(["a"], `${graph.address}v1.0/users?p=1`), { status: 400 });
    assert.match((await problemOf(users())).message, /^the users could not be read: Graph answered 400/);
    const list = { status: 200, body: "[]" };
    graph.answerWith(list, list, list);
    assert.match((await problemOf(users())).message, /it isn't an object of JSON/);
  });

  it("gives up when Graph is silent each time", async () => {
    graph.answerWith("silent", "silent", "silent");
    const problem = await problemOf(tenant({ timeout: 1 }).policies());
    assert.deepEqual([problem.code, waits], ["unreachable", [1_000, 2_000]]);
    assert.match(problem.message, /no answer in time$/);
  });

  it("doesn't repeat what was refused for good", async () => {
    graph.answerWith({ status: 403 }, page(["a"]));
    const problem = await problemOf(tenant().policies());
    assert.equal(problem.code, "forbidden");
    assert.match(
      problem.help,
      /^give the application 1234 the .* application role Policy\.Read\.All, with admin consent$/,
    );
    assert.equal(graph.asked.length, 1);
  });

  it("says of az login that its token often may not, and of too many requests how few Graph takes", async () => {
    graph.answerWith({ status: 403 });
    const { help } = await problemOf(tenant({ isUser: true }).policies());
    assert.match(help, /^tokens of the Azure CLI often may not read this/);
    graph.answerWith({ status: 429 }, { status: 429 }, { status: 429 });
    assert.match((await problemOf(tenant().policies())).help, /one request a second/);
  });

  const refusals: readonly (readonly [text: string, message: RegExp, help: RegExp])[] = [
    ["invalid_client: AADSTS7000215: hunter2", /\(AADSTS7000215\)$/, /^check the tenant, .*code=7000215 /],
    ["something\nhunter2", /^signing in to the tenant failed: something$/, /ARM_TENANT_ID/],
    ["endpoints_resolution_error: See hunter2", /^signing in .* failed: the connection failed$/, /^check the network/],
  ];
  for (const [text, message, help] of refusals)
    it(`explains why signing in failed: ${text.slice(0, 14)}`, async () => {
      const problem = await problemOf(tenant({ refuse: new Error(text) }).policies());
      assert.match(problem.message, message);
      assert.match(problem.help, help);
    });
});
