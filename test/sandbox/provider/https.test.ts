import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { generate } from "selfsigned";
import type { Request } from "../../../sandbox/provider/plugin/http";
import { sendOverHttps } from "../../../sandbox/provider/plugin/http";
import { temporaryFolder } from "../temporary-folder";

describe("requests over HTTPS", () => {
  const folder = temporaryFolder();
  const certificates: string[] = [];
  let server: Server;
  let request: Request;

  const makeCertificate = (name: string) =>
    generate([{ name: "commonName", value: name }], {
      keyType: "ec",
      extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
    });

  beforeEach(async () => {
    certificates.length = 0;
    for (const name of ["tenant", "other"]) {
      const { cert, private: key } = await makeCertificate(name);
      certificates.push(join(folder.path, `${name}.pem`));
      writeFileSync(certificates.at(-1) ?? "", cert);
      if (name === "tenant") server = createServer({ cert, key });
    }
    server.on("request", (incoming, outgoing) => {
      incoming.setEncoding("utf8");
      let body = "";
      incoming.on("data", (part: string) => (body += part));
      incoming.on("end", () =>
        outgoing
          .writeHead(429, { "retry-after": "7" })
          .end(`${incoming.method} ${incoming.url} ${incoming.headers["authorization"]} ${body}`),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    request = {
      method: "POST",
      url: new URL(`https://localhost:${(server.address() as AddressInfo).port}/v1.0/users?$top=1`),
      headers: { authorization: "Bearer x" },
      body: "Zoë",
    };
  });

  afterEach(() => void server.close());

  for (const name of ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"])
    it(`carry method, path, headers and body to a tenant whose certificate ${name} names`, async () => {
      const [tenant = "", other = ""] = certificates;
      const environment = { SSL_CERT_FILE: other, NODE_EXTRA_CA_CERTS: other, [name]: tenant };
      assert.deepEqual(await sendOverHttps(environment)(request), {
        status: 429,
        body: "POST /v1.0/users?$top=1 Bearer x Zoë",
        retryAfter: "7",
      });
    });

  it("go to nobody with another certificate", async () => {
    const send = sendOverHttps({ SSL_CERT_FILE: certificates[1] });
    await assert.rejects(send(request), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  });

  it("fail at once when nobody listens", async () => {
    const send = sendOverHttps({ SSL_CERT_FILE: certificates[0] });
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(send(request), { code: "ECONNREFUSED" });
  });
});
