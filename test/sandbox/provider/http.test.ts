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
});
