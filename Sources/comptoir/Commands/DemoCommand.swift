import ArgumentParser
import DemoCompany
import Glibc
import Resources
import Sales
import SalesDesk
import Terminal
import Values

/// `comptoir demo`: makes the demo company where today's is not there yet, and opens it.
struct DemoCommand: ParsableCommand {
  static var configuration: CommandConfiguration { Words.command("demo") }

  @OptionGroup var common: CommonOptions
  @Flag(help: Words.help("demo.open")) var open = false
  @Option(help: Words.help("demo.scale")) var scale: Int?
  @Option(help: Words.help("demo.seed")) var seed: UInt64 = DemoFile.usualSeed
  @Option(name: .customLong("theme"), help: Words.help("theme")) var theme: String?

  func validate() throws {
    if let scale, !(1...1_000).contains(scale) {
      throw ValidationError.value("--scale", String(scale))
    }
  }

  func run() throws {
    let surround = Surround.process
    let path = common.database ?? DemoFile.usualPath(scale: scale, in: surround)
    let clock = CompanyClock(timeZone: "Europe/Paris", now: try CompanyClock.source(surround))
    let file = DemoFile(path: path, seed: seed, scale: scale, clock: clock)
    var wish = common.wish
    wish.database = path
    guard !wish.isOnServer else {
      throw ShellError.filesOnly(command: "demo", path: wish.shownPath)
    }
    try wish.naming {
      if try !file.isCurrent() { try build(file) }
    }
    guard open else { return try answer(file) }
    wish.user = try common.user ?? surround.value("COMPTOIR_USER") ?? DemoStaff().salesperson
    try WorkstationStart(wish: wish, theme: theme.flatMap { Theme.named($0) }).run()
  }

  private func build(_ file: DemoFile) throws {
    let line = ProgressLine()
    defer { line.end() }
    try file.build { line.show(Self.words(of: $0)) }
  }

  /// How far the making is, in words.
  static func words(of step: DemoProgress) -> String {
    let facts = [
      Fact("part", .text(Words.format.texts["demo.part." + step.part.rawValue])),
      Fact("done", .count(step.done)), Fact("total", .count(step.total)),
    ]
    return Words.format.text("demo.progress", facts)
  }

  private func answer(_ file: DemoFile) throws {
    let staff = try DemoStaff()
    let manager = staff.manager
    if common.json {
      let members: [(key: String, value: JSON)] = [
        ("path", .text(file.path)), ("bytes", .number(String(file.size))),
        ("day", .text(file.today.isoText)), ("seed", .number(String(file.seed))),
        ("scale", file.scale.map { .number(String($0)) } ?? .null),
        ("user", .text(staff.salesperson)), ("manager", .text(manager)),
      ]
      return Output.line(JSON.object(members).pretty)
    }
    let tenths = (file.size + 52_428) / 104_858
    Output.line(
      Words.format.text(
        "demo.ready",
        [
          Fact("path", .text(file.path)),
          Fact("megabytes", .quantity(Quantity(thousandths: Int64(tenths) * 100))),
          Fact("user", .text(staff.salesperson)), Fact("manager", .text(manager)),
        ]))
  }
}

/// A line on standard error that says how far a long work is: rewritten in place on a terminal,
/// silent elsewhere.
final class ProgressLine {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var width = 0

  /// Shows a text in place of the former one.
  func show(_ text: String) {
    guard isTerminal else { return }
    let columns = PlainText.width(text)
    Output.prompt("\r" + text + String(repeating: " ", count: max(0, width - columns)))
    width = columns
  }

  /// Takes the line away.
  func end() {
    guard isTerminal, width > 0 else { return }
    Output.prompt("\r" + String(repeating: " ", count: width) + "\r")
  }
}
