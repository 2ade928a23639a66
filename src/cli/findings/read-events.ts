import type { JsonObject } from "../../law/json/json-object";
import { renderComplaint } from "../../report/finding";
import { isEngineEvent } from "../../tenant/engine/policy-events";
import { positionsIn } from "../../tenant/engine/positions";
import { readJsonLines } from "../../tenant/file/json-lines";
import type { Result } from "../../text/result";
import { fileName } from "../../text/sentence";

/** Reads the engine's events. @returns them, or what is wrong, as text for people */
export async function readEvents(file: string): Promise<Result<readonly JsonObject[], string>> {
  const read = await readJsonLines(file);
  if (!read.ok) return failed(`${renderComplaint(read.errors[0], "azmfa")}\n  help: ${MIXED}`);
  const { value } = read;
  const events = value.filter(isEngineEvent);
  if (events.length === value.length && events.length > 0) return { ok: true, value: events };
  const [first] = value;
  const instead =
    positionsIn(first) === undefined
      ? "it holds something else than the engine's events"
      : "it is a digest or an export, which doesn't have what policy packs found";
  return failed(`${fileName(file)}: ${instead}\n  help: ${HOW}`);
}

const failed = (complaint: string): Result<never, string> => ({ ok: false, errors: [complaint] });

const HOW =
  "set PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true for pulumi preview --json, or use pulumi policy analyze --json";

const MIXED = "keep standard output alone: what the engine says besides goes to standard error";
