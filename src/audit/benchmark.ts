/** The recommendation that an audit is about. */
export const BENCHMARK = {
  title: "CIS Microsoft Azure Foundations Benchmark",
  version: "5.0.0",
  recommendation: "5.2.6",
  name: "Ensure that multifactor authentication is required for Windows Azure Service Management API",
  level: 1,
  assessment: "manual",
  /** What became of it. */
  later:
    "Version 6.0 has no Conditional Access section any more, as Prowler's copy has it: there 5.1.1 asks for security defaults to be on, and 5.1.3 for MFA of all users.",
} as const;

/** A requirement of another framework that this control helps to meet, and who says so. */
export interface Mapping {
  readonly framework: string;
  readonly requirements: readonly string[];
  readonly source: string;
}

const PROWLER = "Prowler, compliance files of its Azure provider, for its check of this recommendation";

/** Where else the control counts. None of these follows from the verdict alone. */
export const MAPPINGS: readonly Mapping[] = [
  { framework: "Microsoft cloud security benchmark", requirements: ["IM-7"], source: "CIS, this recommendation" },
  { framework: "CIS Controls 8.1", requirements: ["6.5"], source: PROWLER },
  {
    framework: "NIST SP 800-53",
    requirements: ["IA-2(1)", "IA-2(2)"],
    source: "CISA SCuBA, baseline for Entra ID, MS.AAD.3.2v2 (MFA for all users)",
  },
  { framework: "ISO/IEC 27001:2022", requirements: ["A.5.2", "A.5.17"], source: PROWLER },
  { framework: "CSA CCM", requirements: ["IAM-10", "IAM-13"], source: PROWLER },
  { framework: "SOC 2", requirements: ["CC1.3"], source: PROWLER },
  { framework: "NIS2", requirements: ["11.3.2.a", "11.4.2.c", "11.6.2.a", "11.7.2"], source: PROWLER },
  { framework: "DORA", requirements: ["Article 5"], source: PROWLER },
  { framework: "HIPAA", requirements: ["164.312(d)"], source: PROWLER },
  { framework: "CMMC 2.0", requirements: ["IA.L2-3.5.3"], source: PROWLER },
  { framework: "C5", requirements: ["IAM-06.09B"], source: PROWLER },
  { framework: "MITRE ATT&CK", requirements: ["T1078", "T1098", "T1556"], source: PROWLER },
];
