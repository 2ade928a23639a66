import { stringify } from "yaml";

export const PROJECT_NAME = "azure-management-mfa";

/** The seed's two break-glass accounts. */
export const FIRST = "bbbbbbbb-0000-4000-8000-000000000001";
export const SECOND = "bbbbbbbb-0000-4000-8000-000000000002";

/** Belongs to the sandbox's passphrase: with it in the file the engine doesn't rewrite it. */
const SALT = "v1:GYMWywGxVLE=:v1:y49Zk4FTqIUjOn/3:eP7nqrAebUkhJUnrVeunqaa0xqpBSg==";

/** A Pulumi.dev.yaml with these settings, by their short keys. */
export function stackFile(settings: Readonly<Record<string, string | number>>): string {
  const config = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`${PROJECT_NAME}:${key}`, value]));
  return stringify({ encryptionsalt: SALT, config });
}

type EntryFields = { readonly kind?: string; readonly reviewBy?: string; readonly members?: readonly string[] };

/** One entry of a register, six lines of YAML. */
export function entry(
  who: string,
  { kind = "break-glass", reviewBy = "2027-01-31", members }: EntryFields = {},
): string {
  const lines = [
    `  - ${who}`,
    ...(members === undefined ? [] : [`    members: [${members.join(", ")}]`]),
    `    kind: ${kind}`,
    "    reason: Emergency access",
    "    owner: identity-team@contoso.example",
    "    approvedBy: ciso@contoso.example",
    `    reviewBy: ${reviewBy}`,
  ];
  return `${lines.join("\n")}\n`;
}

export const register = (...entries: readonly string[]): string => `exclusions:\n${entries.join("")}`;

export const TWO_BREAK_GLASS = register(entry(`user: ${FIRST}`), entry(`user: ${SECOND}`));
