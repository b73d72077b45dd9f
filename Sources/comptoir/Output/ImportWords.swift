import Exchange
import Glibc
import SalesDesk
import Workstation

/// The sentences about files that come in or go out.
enum ImportWords {
  /// Why a row was refused.
  static func sentence(_ rejection: ImportRejection) -> String {
    Words.format.text(
      "import.reason." + rejection.reason.rawValue,
      [
        Fact("column", .text(rejection.column ?? "")), Fact("value", .text(rejection.value ?? "")),
      ])
  }

  /// How many cells were refused, where they stand and the first of them; nothing where none was.
  static func lines(_ rejects: RejectsFile) -> [String] {
    guard rejects.count > 0 else { return [] }
    return [
      Words.format.text(
        "import.rejects",
        [Fact("count", .count(rejects.count)), Fact("path", .text(rejects.path))])
    ]
      + rejects.first.map { "  \($0.file):\($0.line)  " + PlainText.line(sentence($0)) }
  }

  /// Why files are not read at all, and the exit code; nil for an error that is not about files.
  static func failure(_ error: any Error) -> (sentence: String, exitCode: Int32)? {
    switch error {
    case let error as ImportError: words(error)
    case let error as CSVError: (words(error, file: ""), Exit.refused)
    case let error as ProfileError:
      (
        text(
          "profile", ("file", error.file), ("key", error.key), ("problem", "\(error.problem)")),
        Exit.usage
      )
    case ImportRefusal.otherCurrency(let company, let profile):
      (
        text("otherCurrency", ("company", company.code), ("profile", profile.code)), Exit.refused
      )
    case SeriesProblem.unknownSeries(let series, let known):
      (
        Words.format.text(
          "cli.seriesUnknown",
          [
            Fact("series", .text(series.joined(separator: ", "))),
            Fact("known", .text(known.joined(separator: ", "))),
          ]), Exit.notFound
      )
    case SeriesProblem.unknownProfile(let name, let known):
      (ShellError.noSuchProfile(name, known: known).words(Words.format), Exit.notFound)
    case SeriesProblem.refusedCells(let count, let first):
      (
        Words.format.text(
          "cli.seriesRefused",
          [
            Fact("count", .count(count)), Fact("line", .count(first.line)),
            Fact("sentence", .text(sentence(first))),
          ]), Exit.refused
      )
    case SeriesProblem.noBase(let currency):
      (
        Words.format.text("cli.seriesNoBase", [Fact("currency", .text(currency.code))]),
        Exit.refused
      )
    default: nil
    }
  }

  private static func words(_ error: ImportError) -> (String, Int32) {
    switch error {
    case .missingFile(let file): (text("missingFile", ("file", file)), Exit.notFound)
    case .noFile(let files):
      (text("noFile", ("files", files.prefix(4).joined(separator: ", "))), Exit.notFound)
    case .missingColumns(let file, let missing, let found):
      (
        text(
          "missingColumns", ("file", file), ("missing", missing.joined(separator: ", ")),
          ("found", found.prefix(30).joined(separator: ", "))), Exit.refused
      )
    case .unreadable(let file, let error): (words(error, file: file), Exit.refused)
    }
  }

  private static func words(_ error: CSVError, file: String) -> String {
    switch error {
    case .unwritable(let path, let number): Words.format.unwritable(path, number)
    case .unreadable(let path, let number):
      Words.format.text(
        "cli.fileTrouble",
        [
          Fact("path", .text(path)), Fact("reason", .text(String(cString: strerror(number)))),
        ])
    case .empty: text("empty", ("file", file))
    case .header: text("header", ("file", file))
    case .duplicateColumn(let column): text("duplicateColumn", ("file", file), ("column", column))
    }
  }

  private static func text(_ key: String, _ facts: (String, String)...) -> String {
    Words.format.text("import." + key, facts.map { Fact($0.0, .text($0.1)) })
  }
}
