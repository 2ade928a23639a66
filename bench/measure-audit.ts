import { AUDIT_FORMATS, type AuditFormat, rendered } from "../src/bundle/reports";
import { audited } from "../src/cli/auditing";
import { TOOL } from "../src/cli/command";
import { liveTenant } from "../src/cli/commands/audit";
import { readTenant, sourceAt } from "../src/cli/tenant-source";
import { quietHost } from "./measuring/quiet-host";
import { mostMemory, type Stretch, stretch } from "./measuring/stretch";

/** The time that an audit took, by step. */
export interface MeasuredAudit {
  readonly outcome: string;
  /** Reading the tenant or its file, and building the model. */
  readonly reading: Stretch;
  /** The verdict and the answers to the questions. */
  readonly auditing: Stretch;
  /** Writing the report. The HTML report includes the picture of coverage. */
  readonly reporting: Stretch;
  readonly megabytesOnceRead: number;
  readonly megabytes: number;
}

/**
 * Measures `azmfa audit` in a separate process, so that its memory is measured alone. Prints a JSON object.
 * @param args the format and a tenant file. Without a file it reads the tenant that the environment names
 */
async function main([format, tenant]: readonly string[]): Promise<void> {
  if (!isFormat(format)) throw new Error(`there is no format ${format}`);
  const host = quietHost();
  const reading = await stretch(async () => {
    const file = tenant === undefined ? await liveTenant(host) : await readTenant(sourceAt(tenant), host);
    const evidence = file.evidence();
    return { ...file, evidence: () => evidence };
  });
  const megabytesOnceRead = mostMemory();
  const run = {
    at: host.startedAt,
    tool: TOOL,
    operator: null,
    source: { name: "the tenant", sha256: null },
    register: null,
    commits: null,
  };
  const judging = { day: host.today, otherDay: undefined, register: undefined, format: "human" } as const;
  const auditing = await stretch(() => audited(reading.result, judging, run, new Map(), host));
  const { report } = auditing.result;
  const reporting = await stretch(() => rendered(format, report, new Map(), host));
  const measured: MeasuredAudit = {
    outcome: report.audit.outcome,
    reading: reading.took,
    auditing: auditing.took,
    reporting: reporting.took,
    megabytesOnceRead,
    megabytes: mostMemory(),
  };
  console.log(JSON.stringify(measured));
}

const isFormat = (text: string | undefined): text is AuditFormat => AUDIT_FORMATS.some((format) => format === text);

void main(process.argv.slice(2));
