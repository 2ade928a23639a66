import assert from "node:assert/strict";
import { type Request, type Send, sendPatiently } from "../../../sandbox/provider/plugin/http";

type Step = { readonly status: number; readonly retryAfter?: string } | { readonly code: string };

const request = (method: Request["method"]): Request => ({
  method,
  url: new URL("https://localhost:1/v1.0/users"),
  headers: {},
});

/** A service that answers as told, and afterwards with the last answer again and again. */
function service(...steps: Step[]): {
  send: Send;
  sent: () => number;
  pauses: number[];
  wait: (pause: number) => Promise<void>;
} {
  let count = 0;
  const pauses: number[] = [];
  const send: Send = async () => {
    const step = steps[Math.min(count, steps.length - 1)] ?? { status: 500 };
    count += 1;
    if ("code" in step) throw Object.assign(new Error("it broke"), { code: step.code });
    return { status: step.status, body: "", retryAfter: step.retryAfter ?? null };
  };
  return { send, sent: () => count, pauses, wait: async (pause) => void pauses.push(pause) };
}

describe("a request to a busy service", () => {
  for (const method of ["GET", "POST", "PATCH", "DELETE"] as const)
    it(`is repeated after 429, ${method} too, with growing pauses`, async () => {
      const { send, sent, pauses, wait } = service({ status: 429 }, { status: 429 }, { status: 200 });
      assert.equal((await sendPatiently(request(method), send, wait)).status, 200);
      assert.deepEqual([sent(), pauses], [3, [250, 500]]);
    });

  it("waits as long as the service asks, but not for ever", async () => {
    const { send, pauses, wait } = service(
      { status: 429, retryAfter: "2" },
      { status: 429, retryAfter: "86400" },
      { status: 429, retryAfter: "Wed, 21 Oct 2026 07:28:00 GMT" },
      { status: 200 },
    );
    await sendPatiently(request("GET"), send, wait);
    assert.deepEqual(pauses, [2000, 10_000, 1000]);
  });

  it("gives up in the end, with the last answer", async () => {
    const { send, sent, wait } = service({ status: 503 });
    assert.equal((await sendPatiently(request("GET"), send, wait)).status, 503);
    assert.equal(sent(), 6);
  });

  it("is not repeated when it may have made something already", async () => {
    for (const step of [{ status: 500 }, { status: 503 }]) {
      const { send, sent, wait } = service(step);
      assert.equal((await sendPatiently(request("POST"), send, wait)).status, step.status);
      assert.equal(sent(), 1);
    }
    const { send, sent, wait } = service({ code: "ECONNRESET" });
    await assert.rejects(sendPatiently(request("POST"), send, wait));
    assert.equal(sent(), 1);
  });

  it("is repeated when the service says when to come back", async () => {
    const { send, sent, wait } = service({ status: 503, retryAfter: "1" }, { status: 201 });
    assert.equal((await sendPatiently(request("POST"), send, wait)).status, 201);
    assert.equal(sent(), 2);
  });

  it("is repeated when the connection breaks off, and not when there can't be one", async () => {
    const broken = service({ code: "ECONNRESET" }, { status: 200 });
    assert.equal((await sendPatiently(request("GET"), broken.send, broken.wait)).status, 200);
    for (const code of ["ECONNREFUSED", "DEPTH_ZERO_SELF_SIGNED_CERT"]) {
      const { send, sent, wait } = service({ code });
      await assert.rejects(
        sendPatiently(request("GET"), send, wait),
        /no answer from localhost:1 to GET .*is the sandbox's tenant running/,
      );
      assert.equal(sent(), 1);
    }
  });
});
