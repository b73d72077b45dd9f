import ArgumentParser
import Database
import Resources
import Sales
import SalesDesk
import SalesStore
import Terminal
import Workstation

/// Exit codes of the command line: an interface (architecture.md §6).
enum Exit {
  static let done: Int32 = 0
  static let refused: Int32 = 1
  static let usage: Int32 = 2
  static let notFound: Int32 = 3
  static let unavailable: Int32 = 4
}

/// A failure while a company's file was in use: engines do not name the file themselves.
struct CompanyTrouble: Error {
  let path: String
  let cause: any Error
}

/// The sentence and the exit code of a failure: what the executable adds to `UserMessage`.
struct ShellMessage {
  let sentence: String
  let exitCode: Int32
  /// The rule, where one said no.
  private(set) var reason: String?
  /// The record that somebody else may decide on all the same.
  private(set) var subject: ActSubject?
  /// What the customer takes, where the refused act was an acceptance.
  private(set) var taken = TakenLines.asOffered

  /// The same as the workstation takes it.
  var failure: Failure {
    Failure(
      sentence: sentence, isRefusal: exitCode == Exit.refused, reason: reason, subject: subject,
      taken: taken)
  }

  init(_ error: any Error, _ format: Format, path: String = "") {
    let trouble = error as? CompanyTrouble
    let path = trouble?.path ?? path
    switch trouble?.cause ?? error {
    case let error as ShellError:
      (sentence, exitCode) = (error.words(format), error.exitCode)
    case let error as CopyError:
      (sentence, exitCode) = (error.words(format, path), error.exitCode)
    case let error as MigrationError:
      (sentence, exitCode) = (Self.words(error, format, path), Exit.unavailable)
    case let error as ResourceError:
      (sentence, exitCode) = (Self.words(error, format), Exit.unavailable)
    case let error as ScreenError:
      (sentence, exitCode) = Self.words(error, format)
    case let cause where ImportWords.failure(cause) != nil:
      (sentence, exitCode) = ImportWords.failure(cause) ?? ("", Exit.refused)
    default:
      let message = UserMessage(trouble?.cause ?? error, format, path: path)
      (sentence, exitCode, reason) = (message.sentence, message.exitCode, message.reason)
      (subject, taken) = (message.subject, message.taken)
    }
  }

  private static func words(_ error: MigrationError, _ format: Format, _ path: String) -> String {
    switch error {
    case .newerSchema(let found, let known):
      format.text(
        "database.newerSchema",
        [Fact("path", .text(path)), Fact("found", .count(found)), Fact("known", .count(known))])
    case .changedChecksum(let number):
      format.text("database.changedMigration", [Fact("number", .count(number))])
    case .gap(let number):
      format.text("database.migrationGap", [Fact("number", .count(number))])
    }
  }

  private static func words(_ error: ResourceError, _ format: Format) -> String {
    switch error {
    case .noFolder: format.text("resources.noFolder")
    case .unreadable(let path), .notATable(let path, _):
      format.text("resources.unreadable", [Fact("path", .text(path))])
    }
  }

  private static func words(_ error: ScreenError, _ format: Format) -> (String, Int32) {
    switch error {
    case .notATerminal: (ShellError.noTerminal.words(format), Exit.usage)
    case .unsuitableTerminal(let term):
      (ShellError.unsuitableTerminal(term).words(format), Exit.usage)
    }
  }
}
