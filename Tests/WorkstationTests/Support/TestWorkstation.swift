import Foundation
import Resources
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@testable import Terminal
@testable import Workstation

/// The workstation without a terminal and without queues: keys in, frames out. Work is carried out at
/// once, in the order it was asked, so that a test never waits.
///
/// ```
///   var station = try TestWorkstation(company)
///   station.press(.char("2"), .down, .enter)
///   #expect(station.shows("Boulonnerie HR"))
///   try station.expectGolden("board")            // Golden/board-120x40.txt
/// ```
/// With `holdsWork`, results come only at `deliver()`: typing ahead of a slow store.
struct TestWorkstation {
  private(set) var model: Model
  private(set) var desk: Desk
  /// Kept alive: its file goes with it.
  let company: TestCompany
  private(set) var clipboard: String?
  private(set) var saved: [String: [UInt8]] = [:]
  /// What `w` wrote, by path; what stands there is never written over unasked.
  var written: [String: String] = [:]
  /// What files a person may name.
  var files: [String: String] = [:]
  private(set) var journal: [JournalEntry] = []
  private(set) var hasQuit = false
  var holdsWork = false
  private var held: [Issued] = []
  /// What the loop draws on, frame after frame: parts that a key does not change are kept there.
  private let screen = CellBuffer(Size(0, 0))

  init(
    _ company: TestCompany, user: String = "ADMIN", size: Size = Size(120, 40),
    language: Texts.Language = .french, first: ScreenKind = .today
  ) throws {
    self.company = company
    desk = try company.desk(user)
    let texts = try Texts(language, in: ResourceFolder.located())
    let session = try Session.read(desk, format: Format(texts: texts))
    model = Model(session: session, size: size, registry: .workstation, first: first)
    let issued = model.start()
    carryOut(issued)
  }

  mutating func press(_ keys: Key...) {
    for key in keys { send(.key(key)) }
  }

  /// Types letters, and Enter for each line end.
  mutating func type(_ text: String) {
    for character in text { send(.key(character == "\n" ? .enter : .char(character))) }
  }

  mutating func send(_ event: InputEvent) {
    let issued = model.update(event)
    carryOut(issued)
    expectSameFrame(after: event)
  }

  /// A frame that keeps parts of the one before is the frame drawn from nothing.
  private func expectSameFrame(after event: InputEvent) {
    guard model.current.kind == .quoteEntry else { return }
    let fresh = draw()
    var model = model
    screen.resize(to: model.size)
    _ = model.draw(on: screen.canvas)
    var changed: [String] = []
    for row in 0..<model.size.height {
      screen.changedRuns(row: row, from: fresh) {
        changed.append(
          "row \(row), columns \($0): \(screen.rowText(row)) for \(fresh.rowText(row))")
      }
    }
    #expect(changed.isEmpty, "after \(event): \(changed.joined(separator: "\n"))")
  }

  mutating func resize(_ width: Int, _ height: Int) { send(.resize(Size(width, height))) }

  /// The program starts with what a crash left in the journal.
  mutating func recover(_ drafts: [KeptDraft]) {
    var session = model.session
    session.drafts = drafts
    let issued = model.update(.session(session))
    carryOut(issued)
  }

  /// Someone else changed the company.
  mutating func storeChanged() {
    let issued = model.update(.storeChanged)
    carryOut(issued)
  }

  /// How much work is held back.
  var heldCount: Int { held.count }

  /// Carries out the work held back so far.
  mutating func deliver() {
    let waiting = held
    held = []
    holdsWork = false
    carryOut(waiting)
    holdsWork = true
  }

  private mutating func carryOut(_ issued: [Issued]) {
    for one in issued { carryOut(one) }
  }

  private mutating func carryOut(_ issued: Issued) {
    if holdsWork, case .work = issued.effect {
      held.append(issued)
      return
    }
    guard let ticket = issued.ticket else { return }
    let body: (Desk) throws -> any Sendable
    switch issued.effect {
    case .work(let work): body = work.body
    case .undo: body = { Undone(try $0.undo(), isRedo: false) }
    case .redo: body = { Undone(try $0.redo(), isRedo: true) }
    case .save(let file):
      body = { desk in SavedBytes(name: file.name, bytes: try file.bytes(desk)) }
    case .write(let file):
      let there = written
      body = { desk in
        var bytes: [UInt8] = []
        let exported = try file.carryOut(at: desk) { path, replaces, make in
          if !replaces, there[path] != nil { return .taken(path) }
          bytes = try make()
          return .written(path)
        }
        return WrittenBytes(exported: exported, bytes: bytes)
      }
    case .readText(let path):
      let files = files
      body = { _ in
        guard let text = files[path] else { throw MissingFile(path: path) }
        return ListText(text: text)
      }
    case .copy(let text):
      clipboard = text
      return
    case .journal(let entry):
      journal.append(entry)
      return
    case .quit:
      hasQuit = true
      return
    default: return
    }
    let message: Message
    do {
      let result = try body(desk)
      if let file = result as? SavedBytes { saved[file.name] = file.bytes }
      if let file = result as? WrittenBytes {
        if case .written(let path) = file.exported.writing {
          written[path] = String(decoding: file.bytes, as: UTF8.self)
        }
        message = .result(ticket, file.exported)
      } else {
        message = .result(ticket, result)
      }
    } catch {
      let words = UserMessage(error, model.session.format)
      message = .failure(
        ticket,
        Failure(
          sentence: words.sentence, isRefusal: words.exitCode == 1, reason: words.reason,
          subject: words.subject
        ).settled(by: error))
    }
    let next = model.update(message)
    carryOut(next)
  }

  /// The frame as text, one line a row.
  func frame() -> String { draw().text }

  /// The frame with its styles.
  func draw() -> CellBuffer {
    var model = model
    let buffer = CellBuffer(model.size)
    _ = model.draw(on: buffer.canvas)
    return buffer
  }

  func shows(_ text: String) -> Bool { frame().contains(text) }

  /// Where the cursor is.
  func cursor() -> Point? {
    var model = model
    let buffer = CellBuffer(model.size)
    return model.draw(on: buffer.canvas)
  }

  /// Compares the frame with the one recorded at this size.
  func expectGolden(
    _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try Golden.expect(
      frame(), "\(name)-\(model.size.width)x\(model.size.height)", sourceLocation: sourceLocation)
  }
}

/// Frames recorded as text.
enum Golden {
  /// Compares a frame with the one recorded under that name. To record it anew, after looking at it:
  /// `COMPTOIR_RECORD=1 swift test --filter WorkstationTests`.
  static func expect(
    _ frame: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Golden")
    let file = folder.appending(path: "\(name).txt")
    let actual = frame + "\n"
    if ProcessInfo.processInfo.environment["COMPTOIR_RECORD"] != nil {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(actual.utf8).write(to: file)
      return
    }
    let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    #expect(
      actual == expected,
      """
      \(file.lastPathComponent) differs. Look at the frame below; if it is right, record it with \
      COMPTOIR_RECORD=1 swift test --filter WorkstationTests
      \(actual)
      """, sourceLocation: sourceLocation)
  }
}

/// A file that is not there.
private struct MissingFile: Error {
  let path: String
}

/// A file the person asked for, kept for the test.
private struct SavedBytes: Sendable {
  let name: String
  let bytes: [UInt8]
}

/// A list that was written, kept for the test.
private struct WrittenBytes: Sendable {
  let exported: Exported
  let bytes: [UInt8]
}
