import { type ReadPreview, readPreview } from "../../drift/preview/read-preview";
import type { RunEngine } from "./engine";

/** Resources that stay the same are shown too: what the code says about them stands there alone. */
const PREVIEW = ["preview", "--refresh", "--expect-no-changes", "--show-sames", "--json", "--non-interactive"] as const;

/** Has the engine compare the code with the tenant, as far as its plugin sees it. Nothing is changed. */
export async function previewOf(run: RunEngine, stackOption: readonly string[]): Promise<ReadPreview> {
  return readPreview(await run([...PREVIEW, ...stackOption]));
}
