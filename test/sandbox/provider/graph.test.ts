import assert from "node:assert/strict";
import { Graph } from "../../../sandbox/provider/plugin/graph";
import { readSettings } from "../../../sandbox/provider/plugin/sign-in";
import { FakeGraph, type Reply } from "./fake-graph";
import { SIGN_IN } from "./plugin-under-test";

const SETTINGS = readSettings({}, SIGN_IN) ?? assert.fail();
const refusal = (status: number, code: string, message: string): Reply => ({
  status,
  body: { error: { code, message } },
});

describe("the stand-in's requests to Graph", () => {
  let fake: FakeGraph;
  let graph: Graph;

  beforeEach(() => {
    fake = new FakeGraph();
    graph = new Graph(SETTINGS, fake.send, async () => undefined);
  });

  it("report a refusal with status, code and message", async () => {
    fake.intercept = ({ url }) =>
      url.includes("/policies") ? refusal(400, "BadRequest", "1040: Policy contains invalid applications") : undefined;
    await assert.rejects(graph.post("/v1.0/identity/conditionalAccess/policies", {}), {
      message:
        "POST /v1.0/identity/conditionalAccess/policies: unexpected status 400 (400 Bad Request) with error: BadRequest: 1040: Policy contains invalid applications",
      status: 400,
    });
  });

  it("report no control characters of a service", async () => {
    fake.intercept = ({ url }) => (url === "/v1.0/users/x" ? refusal(400, "Bad", "a\u001b[2Jb\nc") : undefined);
    await assert.rejects(graph.get("/v1.0/users/x"), /: a \[2Jb c$/);
  });

  it("wait while Graph is busy, and aren't repeated if they could create an object twice", async () => {
    for (const [status, method, sent] of [
      [429, "POST", 2],
      [503, "GET", 2],
      [500, "POST", 1],
    ] as const) {
      let asked = 0;
      fake.intercept = ({ url }) =>
        url.endsWith("/users") && asked++ === 0 ? refusal(status, "Busy", "busy") : undefined;
      const called = method === "GET" ? graph.get("/v1.0/users") : graph.post("/v1.0/users", {});
      if (sent === 1) await assert.rejects(called, /unexpected status 500/);
      else await called;
      assert.equal(asked, sent, `${method} ${status}`);
    }
  });

  it("follow no link to a page on another host", async () => {
    const page = { status: 200, body: { value: [], "@odata.nextLink": "https://elsewhere.example/" } };
    fake.intercept = ({ url }) => (url === "/v1.0/users" ? page : undefined);
    await assert.rejects(graph.list("/v1.0/users"), /elsewhere.example, which is not where Graph is/);
    assert.equal(fake.seen.length, 3);
  });

  it("send the secret only to a login on this machine", async () => {
    const far = new Graph({ ...SETTINGS, metadataHost: "login.example:443" }, fake.send);
    await assert.rejects(far.session(), /speaks only to a tenant on this machine, not to login.example/);
    assert.deepEqual(fake.seen, []);
    const authentication = { loginEndpoint: "https://login.example/" };
    const body = { microsoftGraphResourceId: "https://localhost:18443/", authentication };
    fake.intercept = () => ({ status: 200, body });
    await assert.rejects(graph.session(), /not to login.example/);
    assert.equal(fake.seen.length, 1);
  });

  it("report why a sign-in was refused, without the secret", async () => {
    const secret = "very-secret";
    const wrong = new Graph({ ...SETTINGS, clientSecret: secret }, fake.send);
    const refused = { status: 401, body: { error_description: "AADSTS7000215: Invalid client secret" } };
    fake.intercept = ({ url }) => (url.includes("/oauth2/") ? refused : undefined);
    await assert.rejects(wrong.session(), ({ message }: Error) => {
      assert.match(message, /refused \(401\): AADSTS7000215.*check ARM_CLIENT_SECRET/);
      assert.ok(!message.includes(secret));
      return true;
    });
  });
});

describe("the stand-in's settings", () => {
  it("are all named when they are missing, and no others", () => {
    const names = /^(?!.*ARM_TENANT_ID)(?=.*ARM_METADATA_HOSTNAME)(?=.*ARM_CLIENT_ID)(?=.*ARM_CLIENT_SECRET)/s;
    assert.throws(
      () => readSettings({}, { ARM_TENANT_ID: "t" }),
      ({ message }: Error) => names.test(message),
    );
  });
});
