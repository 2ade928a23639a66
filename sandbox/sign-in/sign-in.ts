import { parseArgs } from "node:util";
import type { Say } from "../engine";
import { type Done, withTenant } from "../session/with-tenant";
import { openDirectory } from "../tenant";
import type { WantedSignIns } from "../tenant/control/control-routes";
import type { GraphObject } from "../tenant/json";
import { objectIn } from "../tenant/json";

const HELP = `Signs somebody in to the local tenant; its own evaluator decides and logs it.

  npm run sandbox -- sign-in --user <name or id> [how]
  npm run sandbox -- sign-in --count <number> [--seed <n>] [--days <n>]

  --user      a user principal name or an object id
  --client    browser (the portal) or mobileAppsAndDesktopClients (the CLI)
  --platform  windows, macOS, linux, iOS, android or unknown
  --ip, --country, --flow, --sign-in-risk, --user-risk
  --no-mfa    the person can't do MFA: whoever has stolen the password
  --count     that many, people and circumstances by chance, over --days (1)

  npm run -s azmfa -- replay --live     what the log shows
`;

const OPTIONS = {
  user: { type: "string" },
  client: { type: "string" },
  platform: { type: "string" },
  ip: { type: "string" },
  country: { type: "string" },
  flow: { type: "string" },
  "sign-in-risk": { type: "string" },
  "user-risk": { type: "string" },
  "no-mfa": { type: "boolean" },
  count: { type: "string" },
  seed: { type: "string" },
  days: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * `npm run sandbox -- sign-in`: makes sign-ins in the local tenant of a project.
 * @param project the folder whose sandbox it is
 */
export async function signIn(project: string, args: readonly string[], say: Say): Promise<Done> {
  const wanted = wantedBy(args);
  if (typeof wanted === "string")
    return wanted === HELP ? { kind: "done", text: HELP } : { kind: "refused", complaint: wanted };
  return withTenant(project, say, "there is no local tenant yet\n  help: npm start makes one", async (tenant) => {
    try {
      return { kind: "done", text: doneText(await openDirectory(tenant).signIn(wanted)) };
    } catch (error) {
      return { kind: "refused", complaint: error instanceof Error ? error.message : String(error) };
    }
  });
}

/** What is wanted, or what is wrong with the arguments. */
export function wantedBy(args: readonly string[]): WantedSignIns | string {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    if (values.help || args.length === 0) return HELP;
    if (values.count !== undefined) {
      const [count, seed, days] = [values.count, values.seed ?? "1", values.days ?? "1"].map(Number);
      return { count: count ?? 0, seed: seed ?? 1, days: days ?? 1 };
    }
    if (values.user === undefined) return "say who signs in\n  help: npm run sandbox -- sign-in --help";
    const { user, client, platform, ip, country, flow } = values;
    const said = {
      client,
      platform,
      ip,
      country,
      flow,
      signInRisk: values["sign-in-risk"],
      userRisk: values["user-risk"],
    };
    const known = Object.entries(said).filter(([, text]) => text !== undefined);
    return { user, ...Object.fromEntries(known), mfa: values["no-mfa"] !== true };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n  help: npm run sandbox -- sign-in --help`;
  }
}

function doneText(records: readonly GraphObject[]): string {
  const [first] = records;
  if (first === undefined) return "Nobody signed in.\n";
  if (records.length > 1) return `${records.length} sign-ins are in the log now.\n`;
  const { errorCode, failureReason } = objectIn(first["status"]);
  const asked = first["authenticationRequirement"] === "multiFactorAuthentication" ? "with MFA" : "without MFA";
  const came = errorCode === 0 ? `came in ${asked}` : `was stopped: ${String(failureReason)} (${String(errorCode)})`;
  return `${String(first["userPrincipalName"])} ${came}\n`;
}
