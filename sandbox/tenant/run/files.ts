import { join } from "node:path";

/** The tenant's files in its folder. */
export function tenantFiles(folder: string): {
  readonly data: string;
  readonly signIns: string;
  readonly connection: string;
  readonly certificate: string;
  readonly starting: string;
} {
  return {
    data: join(folder, "tenant.json"),
    signIns: join(folder, "sign-ins.jsonl"),
    connection: join(folder, "tenant-connection.json"),
    certificate: join(folder, "tenant-certificate.pem"),
    starting: join(folder, "tenant-starting"),
  };
}
