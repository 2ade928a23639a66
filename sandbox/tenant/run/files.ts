import { join } from "node:path";

/** The tenant's files in its folder. */
export function tenantFiles(folder: string): {
  readonly data: string;
  readonly connection: string;
  readonly certificate: string;
  readonly lock: string;
} {
  return {
    data: join(folder, "tenant.json"),
    connection: join(folder, "tenant-connection.json"),
    certificate: join(folder, "tenant-certificate.pem"),
    lock: join(folder, "tenant.lock"),
  };
}
