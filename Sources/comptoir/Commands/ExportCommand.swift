import ArgumentParser
import Exchange
import Glibc
import SalesDesk
import Workstation

/// `comptoir export FOLDER`: the company as our own files, one per kind of record.
struct ExportCommand: DeskCommand {
  static var configuration: CommandConfiguration { Words.command("export") }

  @OptionGroup var common: CommonOptions
  @Argument(help: Words.help("export.folder")) var folder: String

  func run(_ shell: Shell) throws {
    let actor = shell.desk.actor
    guard actor.holds(.manager) || actor.holds(.administrator) else {
      throw Refusal(
        .roleMissing, Fact("act", .text("export")), Fact("roles", .text("manager")))
    }
    Surround.makeFolder(FileName.absolute(folder))
    for file in CompanyExport.files where access("\(folder)/\(file)", F_OK) == 0 {
      throw ShellError.fileExists(path: "\(folder)/\(file)")
    }
    let counts = try shell.read { try CompanyExport($0, folder: folder).run() }
    let kinds = RecordKind.allCases.map { ($0, counts[$0] ?? 0) }
    if common.json {
      let rows = kinds.map { kind, count in
        JSON.object([
          ("kind", .text(kind.rawValue)), ("file", .text("\(kind.rawValue).csv")),
          ("rows", .number(String(count))),
        ])
      }
      return Output.line(
        JSON.object([("folder", .text(folder)), ("files", .array(rows))]).pretty)
    }
    let body = kinds.map { kind, count in
      ["\(kind.rawValue).csv", Words.format.texts["import.kind." + kind.rawValue], String(count)]
    }
    let head = ["file", "kind", "rows"].map { Words.format.texts["import.column." + $0] }
    Output.lines(PlainText.table(head: head, body: body, toTheRight: [false, false, true]))
    Output.line(Words.format.text("export.done", [Fact("path", .text(folder))]))
  }
}
