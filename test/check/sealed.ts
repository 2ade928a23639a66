import { createHash } from "node:crypto";

const sha256 = (bytes: string): string => createHash("sha256").update(bytes).digest("hex");

export type Box = Readonly<Record<string, readonly string[]>>;
export interface Core {
  readonly stops: readonly { readonly policy: string; readonly box: Box }[];
  readonly steps: readonly Box[];
}
export interface Claim {
  readonly exempt?: readonly object[];
  readonly assumed?: readonly string[];
  readonly cores: readonly Core[];
}

/** A core of policies by themselves: each stops a box. */
export const core = (stops: Readonly<Record<string, Box | readonly Box[]>>, steps: readonly Box[] = []): Core => ({
  stops: Object.entries(stops).flatMap(([policy, boxes]) => [boxes].flat().map((box) => ({ policy, box: box as Box }))),
  steps,
});

/** Gives a certificate the digest of its text, as a forger could. */
export function resealed(certificate: object): string {
  const text = (digest: string): string => `${JSON.stringify({ ...certificate, digest }, null, 1)}\n`;
  return text(sha256(text("")));
}

/** A certificate of a tenant file, sealed. */
export const sealed = (tenant: string, { exempt = [], assumed = [], cores }: Claim): string =>
  resealed({ format: "azmfa certificate 1", tenant: sha256(tenant), on: "2026-11-27", exempt, assumed, cores });
