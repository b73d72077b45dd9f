import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Workstation

/// A rule of `check` with how many records break it.
struct CheckedRule: Sendable {
  let rule: String
  let findings: Int
}

/// What `check` found.
struct CheckReport: Sendable {
  let path: String
  let rules: [CheckedRule]
  let findings: [CheckFinding]
}

/// `comptoir check`: proves every invariant of the company, then of the file itself.
struct CheckCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("check") }

  @OptionGroup var common: CommonOptions
  @Option(name: .customLong("limit"), help: Words.help("limit")) var limit = 50

  func run(_ shell: Shell) throws {
    let findings = try shell.read { try CompanyCheck.run($0) } + fileFindings(shell)
    let names = CompanyCheck.ruleNames + [Self.fileRule]
    let rules = names.map { name in
      CheckedRule(rule: name, findings: findings.count { $0.rule == name })
    }
    let report = CheckReport(
      path: shell.file.path, rules: rules, findings: Array(findings.prefix(max(0, limit))))
    shell.answer(Self.shape.card(report))
    guard findings.isEmpty else { throw ShellError.checkFailed(findings.count) }
    if !shell.isJSON { Output.line("\n" + Words.format.text("cli.check.sound")) }
  }

  private static let fileRule = "file.integrity"

  private func fileFindings(_ shell: Shell) throws -> [CheckFinding] {
    try shell.file.database.integrityProblems().map {
      CheckFinding(
        rule: Self.fileRule, kind: "file", record: shell.file.path, expected: "ok", found: $0)
    }
  }

  static let shape = Shape<CheckReport>(
    "check",
    [
      Field("path", .text) { .text($0.path) },
      Field("rules", .rows, inner: rules) { .rows(rules.rows($0.rules)) },
      Field("findings", .rows, inner: findings) { .rows(findings.rows($0.findings)) },
    ])

  private static let rules = Shape<CheckedRule>(
    "rules",
    [
      Field("rule", .text) { .text($0.rule) },
      Field("findingCount", .count) { .count($0.findings) },
      Field("meaning", .text) { .text(Words.format.texts.optional("check." + $0.rule)) },
    ])

  private static let findings = Shape<CheckFinding>(
    "findings",
    [
      Field("rule", .text) { .text($0.rule) },
      Field("kind", .text) { .text($0.kind) },
      Field("record", .text) { .text($0.record) },
      Field("line", .count) { .count($0.line) },
      Field("expected", .text) { .text($0.expected) },
      Field("found", .text) { .text($0.found) },
    ])
}
