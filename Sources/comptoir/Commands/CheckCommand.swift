import ArgumentParser
import Dispatch
import Sales
import SalesDesk
import SalesStore
import Synchronization
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
    guard try shell.desk.read({ try $0.sight }) == .full else {
      throw Refusal(.costsNeeded, Fact("act", .text("check")))
    }
    let findings = try Self.findings(shell.file)
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

  /// The parts of the check on as many connections as there are processors: nothing is written, and no
  /// part needs what another found. The file itself takes longest and is begun first.
  private static func findings(_ file: CompanyFile) throws -> [CheckFinding] {
    let store = Store(database: file.database)
    var all: [@Sendable () throws -> [CheckFinding]] = [{ try fileFindings(file) }]
    for part in CompanyCheck.parts {
      all.append { try store.read { try part.findings($0) } }
    }
    let parts = all
    let results = Mutex([Int: Result<[CheckFinding], any Error>]())
    DispatchQueue.concurrentPerform(iterations: parts.count) { place in
      let result = Result { try parts[place]() }
      results.withLock { $0[place] = result }
    }
    let found = results.withLock { $0 }
    // The company's contradictions first, then the file's.
    return try (Array(1..<parts.count) + [0]).flatMap { try found[$0]?.get() ?? [] }
  }

  private static func fileFindings(_ file: CompanyFile) throws -> [CheckFinding] {
    try file.database.integrityProblems().map {
      CheckFinding(
        rule: fileRule, kind: "file", record: file.path, expected: "ok", found: $0)
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
