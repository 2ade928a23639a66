import { generate } from "selfsigned";

/** A key pair for one run: the key stays in memory, the certificate is what clients trust. */
export interface ServerCertificate {
  readonly key: string;
  readonly certificate: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes a certificate for `localhost` and 127.0.0.1 that signs itself and can sign nothing else (it is no CA), so that
 * trusting it opens nothing but this tenant. Go, OpenSSL and Node accept one that is in their trust store as it is.
 * It is valid from a day ago, for clocks that differ, and for ten years.
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
