import Database
import Sales
import SalesDesk
import SalesStore
import Values

/// Errors in the words of the user's language, with what to do next: the one place of the
/// workstation and the command line where a failure becomes a sentence.
public struct UserMessage: Sendable {
  /// The sentence.
  public let sentence: String
  /// Exit code of the command line: 1 refused by a rule, 3 not found, 4 database unavailable.
  public let exitCode: Int32
  /// The rule, where one said no.
  public let reason: String?
  /// The record that somebody else may decide on all the same.
  public let subject: ActSubject?
  /// What the customer takes, where the refused act was an acceptance.
  public let taken: TakenLines

  /// The words for an error.
  ///
  /// - Parameter path: the company's file, which an error of the engine does not name.
  public init(_ error: any Error, _ format: Format, path: String = "") {
    subject = (error as? Refusal)?.subject
    taken = (error as? Refusal)?.taken ?? .asOffered
    switch error {
    case let refusal as Refusal:
      sentence = format.text("refusal.\(refusal.reason.rawValue)", refusal.facts)
      exitCode = 1
      reason = refusal.reason.rawValue
    case let conflict as Conflict:
      sentence = Self.words(conflict, format)
      exitCode = 1
      reason = "conflict"
    case let conflicted as Conflicted:
      sentence = Self.words(conflicted.conflict, format)
      exitCode = 1
      reason = "conflict"
    case let error as StoreError:
      (sentence, exitCode) = Self.words(error, format)
      reason = nil
    case let error as SQLError:
      sentence = Self.words(error, format, Fact("path", .text(path)))
      exitCode = 4
      reason = nil
    case let error as OpenError:
      sentence = Self.words(error, format)
      exitCode = 4
      reason = nil
    case let error where PaperMessage.words(error, format) != nil:
      sentence = PaperMessage.words(error, format) ?? ""
      exitCode = 1
      reason = nil
    default:
      sentence = format.text("error.unexpected", [Fact("error", .text("\(error)"))])
      exitCode = 4
      reason = nil
    }
  }

  private static func words(_ conflict: Conflict, _ format: Format) -> String {
    let actor = conflict.actorName.isEmpty ? format.texts["conflict.other"] : conflict.actorName
    let fields = conflict.fields.map { format.texts["conflict.field.\($0.field)"] }
    return format.text(
      "refusal.conflict",
      [
        Fact("actor", .text(actor)), Fact("record", .text(conflict.record)),
        Fact("kind", .text(conflict.kind)), Fact("fields", .text(fields.joined(separator: ", "))),
      ])
  }

  private static func words(_ error: StoreError, _ format: Format) -> (String, Int32) {
    switch error {
    case .notFound(let kind, let key):
      return (
        format.text("error.notFound", [Fact("kind", .text(kind)), Fact("key", .text(key))]), 3
      )
    case .stale(let table, _):
      return (format.text("refusal.staleRow", [Fact("kind", .text(table))]), 1)
    case .unknownWord(_, let word):
      return (format.text("error.unknownWord", [Fact("word", .text(word))]), 4)
    case .notUndoable:
      return (format.text("refusal.nothingToUndo"), 1)
    case .unreadableLog:
      return (format.text("error.unreadableLog"), 4)
    }
  }

  private static func words(
    _ error: SQLError, _ format: Format, _ path: Fact
  ) -> String {
    let reason = Fact("reason", .text(error.message))
    switch error.kind {
    case .busy(let holder): return words(busy: holder, format, path)
    case .full: return format.text("database.full", [path])
    case .readOnly: return format.text("database.readOnly", [path])
    case .corrupt: return format.text("database.damaged", [path, reason])
    case .notADatabase: return format.text("database.notADatabase", [path])
    case .cannotOpen: return format.text("database.cannotCreate", [path, reason])
    case .gone: return format.text("database.gone", [path])
    case .ioError: return format.text("database.ioError", [path, reason])
    case .connectionLost: return format.text("database.connectionLost")
    case .outcomeUnknown: return format.text("database.outcomeUnknown")
    case .permissionDenied: return format.text("database.permissionDenied", [reason])
    case .interrupted: return format.text("database.interrupted")
    case .deadlock, .serialization: return format.text("error.tryAgain")
    case .unique, .notNull, .check, .foreignKey, .trigger, .syntax, .mismatch, .other:
      return format.text("error.database", [Fact("error", .text(error.message))])
    }
  }

  private static func words(busy holder: Holder?, _ format: Format, _ path: Fact) -> String {
    guard let holder else { return format.text("database.busy", [path]) }
    let since = format.time(Instant(milliseconds: holder.sinceMs))
    return format.text(
      "database.busyHolder",
      [
        path, Fact("user", .text(holder.user)), Fact("what", .text(holder.what)),
        Fact("since", .text(since)),
      ])
  }

  private static func words(_ error: OpenError, _ format: Format) -> String {
    let path = Fact("path", .text(error.path))
    switch error {
    case .isDirectory: return format.text("database.isDirectory", [path])
    case .notAFile: return format.text("database.notAFile", [path])
    case .noSuchFile: return format.text("database.noSuchFile", [path])
    case .noSuchFolder: return format.text("database.noSuchFolder", [path])
    case .notReadable: return format.text("database.notReadable", [path])
    case .readOnly: return format.text("database.readOnly", [path])
    case .cannotCreate(_, let reason):
      return format.text("database.cannotCreate", [path, Fact("reason", .text(reason))])
    case .notADatabase: return format.text("database.notADatabase", [path])
    case .foreign: return format.text("database.foreign", [path])
    case .damaged(_, let reason):
      return format.text("database.damaged", [path, Fact("reason", .text(reason))])
    case .newerSchema(_, let found, let known):
      return format.text(
        "database.newerSchema", [path, Fact("found", .count(found)), Fact("known", .count(known))])
    case .full: return format.text("database.full", [path])
    case .busy(_, let holder): return words(busy: holder, format, path)
    case .unreachable(_, let reason):
      return format.text("database.unreachable", [path, Fact("reason", .text(reason))])
    case .loginRefused(_, let reason):
      return format.text("database.loginRefused", [path, Fact("reason", .text(reason))])
    case .noSuchDatabase: return format.text("database.noSuchDatabase", [path])
    case .noCompany: return format.text("database.noCompany", [path])
    case .unsuitableLocale(_, let found):
      return format.text("database.unsuitableLocale", [path, Fact("found", .text(found))])
    case .oldServer(_, let found):
      return format.text("database.oldServer", [path, Fact("found", .text(found))])
    case .other(_, let error): return words(error, format, path)
    }
  }
}
