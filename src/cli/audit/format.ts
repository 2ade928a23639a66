/** The formats of an audit, by what `--format` calls them. */
export const AUDIT_FORMATS = ["human", "json", "markdown", "html", "sarif", "junit", "csv"] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];
