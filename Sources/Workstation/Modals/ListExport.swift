import Exchange
import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

// `w` writes what a list shows to a file:
//
//     w ──► where? ──► queue: is it free? ──► the rows, read anew ──► beside it, then in its place
//                            └─ taken: asked once more, cancel is the default

/// A list that can be written to a file.
public struct ListToExport: Sendable {
  /// The name proposed, without day and ending: `clients`.
  let name: String
  /// Its records, read when the file is written.
  let records: @Sendable (StoreReader) throws -> ListedRecords
}

/// A file to write where the person said.
public struct FileToWrite: Sendable {
  /// Where, as typed.
  public let path: String
  /// Whether a file that stands there may go: the person was asked.
  public let replaces: Bool
  /// Makes it; runs on a queue.
  let list: ListToExport

  func replacing() -> FileToWrite { FileToWrite(path: path, replaces: true, list: list) }
}

/// What became of a file to write.
public enum FileWriting: Sendable {
  /// It is there: its path.
  case written(String)
  /// Another stands there already: its path.
  case taken(String)
}

/// The end of an export.
struct Exported: Sendable {
  let file: FileToWrite
  let writing: FileWriting
  /// Records written.
  let count: Int
}

/// The commands that write lists.
enum ListExport {
  /// More rows than any list has: a file holds what the list would show to the end.
  static let all = 100_000_000

  /// `w` on a screen; nil is nothing to write.
  static func command<Screen: ScreenBehaviour>(
    _ screen: Screen.Type, _ id: String,
    _ list: @escaping @Sendable (Screen, Session) -> ListToExport?
  ) -> Command {
    .on(
      screen, id + ".export", keys: [.char("w")],
      availability: { screen, session in
        list(screen, session) == nil ? .no(session.text("export.no.rows")) : .yes
      }
    ) { screen, session in
      list(screen, session).map { [.ask(.export($0, session))] } ?? []
    }
  }
}

/// Asks where the file goes.
struct ExportQuestion: ModalContent {
  let list: ListToExport
  var field: TextField

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    switch event {
    case .key(.enter), .key(.f(8)), .key(.ctrl("s")):
      let path = field.text.trimmed
      guard !path.isEmpty else { return .stay([]) }
      return .close([.write(FileToWrite(path: path, replaces: false, list: list))])
    case .key(.escape): return .close([])
    case .key(let key): _ = field.handle(key)
    case .paste(let text): field.insert(text)
    case .mouse, .resize: break
    }
    return .stay([])
  }

  func hints(_ session: Session) -> [FooterHint] {
    [hint(.enter, "export.write", session), hint(.escape, "modal.cancel", session)]
  }

  func draw(on canvas: Canvas, _ model: Model) -> Point? {
    let session = model.session
    let width = min(canvas.width - 4, 90)
    let inside = ModalFrame.draw(session.text("export.title"), Size(width, 6), on: canvas)
    let row = Rect(1, 2, inside.width - 2, 1)
    inside.put(session.text("export.hint"), in: row, .muted)
    return field.draw(on: inside.sub(Rect(1, 0, inside.width - 2, 1)), focused: true)
  }
}

/// Asks before a file that stands there goes.
struct ExportOverwrite: ModalContent {
  /// A yes is no work.
  var comesBack: Bool { false }
  let file: FileToWrite
  var question: Confirm

  init(_ file: FileToWrite, at path: String, _ session: Session) {
    self.file = file
    question = Confirm(
      id: "export", title: session.text("export.taken.title"),
      consequence: [path, session.text("export.taken.consequence")],
      verb: session.text("export.taken.verb"))
  }

  mutating func handle(_ event: InputEvent, _ model: Model) -> ModalStep {
    guard case .answer(let answer) = question.handle(event, model) else { return .stay([]) }
    if case .confirmed = answer { return .close([.write(file.replacing())]) }
    return .close([.say(Status(.notice, model.session.text("export.kept")))])
  }

  func hints(_ session: Session) -> [FooterHint] { question.hints(session) }
  func draw(on canvas: Canvas, _ model: Model) -> Point? { question.draw(on: canvas, model) }
}

extension Modal {
  /// Asks where a list goes; a good place is proposed.
  static func export(_ list: ListToExport, _ session: Session) -> Modal {
    let name = "\(list.name)-\(session.today.isoText).csv"
    let folder = session.documents.isEmpty ? "" : session.documents + "/"
    return Modal(ExportQuestion(list: list, field: TextField(folder + name)))
  }
}

extension FileToWrite {
  /// Writes it, through what the surroundings give for that.
  func carryOut(
    at desk: Desk, _ write: (String, Bool, () throws -> [UInt8]) throws -> FileWriting
  ) throws -> Exported {
    var count = 0
    let writing = try write(path, replaces) {
      let file = try desk.read { try CompanyExport.file(of: list.records($0), $0) }
      count = file.count
      return file.bytes
    }
    return Exported(file: self, writing: writing, count: count)
  }
}
