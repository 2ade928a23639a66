import { generate } from "selfsigned";

/** A key pair for one run. The key stays in memory; clients trust the certificate. */
export interface ServerCertificate {
  readonly key: string;
  readonly certificate: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes a self-signed certificate for `localhost` and 127.0.0.1. It isn't a CA and can't sign others, so trusting it opens only
 * this tenant. Go, OpenSSL and Node accept it in their trust stores. It is valid from yesterday, because clocks may differ, for
 * ten years.
 */
export async function makeCertificate(now: Date): Promise<ServerCertificate> {
  const pems = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(now.getTime() - DAY_MS),
    notAfterDate: new Date(now.getTime() + 3650 * DAY_MS),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  return { key: pems.private, certificate: pems.cert };
}
