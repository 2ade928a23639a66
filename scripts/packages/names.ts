/** The names of the two packages in the user's scope. */
export interface Names {
  readonly pack: string;
  readonly cli: string;
}

/** npm's form of a scope: lower-case characters that need no escape in a URL. */
const SCOPE = /^@[a-z0-9][a-z0-9._~-]*$/;

/**
 * The names of the packages. A name without a scope belongs to the first user who registers it, and the pack runs in everyone's
 * pipeline. Only its owner can publish in a scope.
 * @param scope with or without the `@`
 * @throws Error that says what to do if the scope is missing or isn't valid
 */
export function namesUnder(scope: string | undefined): Names {
  if (scope === undefined || scope === "") throw new Error(NO_SCOPE);
  const written = scope.startsWith("@") ? scope : `@${scope}`;
  if (!SCOPE.test(written))
    throw new Error(`\`${scope}\` is not a valid scope; write it like @contoso (lower case, no slash)`);
  return { pack: `${written}/azure-management-mfa-policies`, cli: `${written}/azmfa` };
}

const NO_SCOPE = `name your organisation's npm scope: npm run build -- --scope @contoso
  why: anyone can register a name without a scope, and the pack runs in everyone's pipeline
  to set it permanently: npm config set scope @contoso --location project`;

/** Checks a version. @throws Error if it isn't one that npm accepts */
export function insistOnVersion(version: string): void {
  if (!/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/.test(version))
    throw new Error(`\`${version}\` is not a valid version; write it like 1.2.3`);
}

/** npm's name for the archive of a package: `contoso-azmfa-1.2.3.tgz`. */
export const archiveOf = (name: string, version: string): string =>
  `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
