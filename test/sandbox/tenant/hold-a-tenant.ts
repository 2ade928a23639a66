import { openTenant } from "../../../sandbox/tenant";

/** A process that opens the tenant of a folder, says what it got, and keeps it until it is ended. */
async function main(folder: string): Promise<void> {
  const { url, joined } = await openTenant({ folder, say: () => undefined });
  process.stdin.resume(); // stays alive until it is ended or its parent is gone
  process.stdin.once("end", () => process.exit());
  process.stdout.write(`${JSON.stringify({ url, joined })}\n`);
}

void main(process.argv[2] ?? "");
