import Foundation
import Testing
import Values
import Workstation

@testable import comptoir

@Suite("The journal of drafts")
final class DraftJournalTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("comptoir-journal-\(UUID().uuidString)").path

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func journal(_ company: String = "/a.sqlite", slack: Int = 2_000) -> DraftJournal {
    DraftJournal(stateFolder: folder, company: company, slack: slack)
  }

  /// What a crashed process leaves: a file of another number that nobody locks.
  private func crash(_ lines: [UInt8], company: String = "/a.sqlite") throws {
    let drafts = folder + "/drafts"
    try FileManager.default.createDirectory(atPath: drafts, withIntermediateDirectories: true)
    let name = DraftJournal.hexadecimal(DraftJournal.checksum(company.utf8)) + "-1.journal"
    try Data(lines).write(to: URL(fileURLWithPath: drafts + "/" + name))
  }

  private func files() -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder + "/drafts")) ?? []
  }

  private func whole(_ key: String, _ rows: String...) -> [UInt8] {
    JournalLine.whole(key: key, rows: rows).bytes
  }

  @Test("the drafts of a crashed process come back, those forgotten do not")
  func recovery() throws {
    let odd = "état\tavec\ntout \\ ce qu'il faut"
    try crash(
      whole("q1", "un") + whole("q2", odd, "", "fin") + whole("q1", "deux") + whole("q3", "x")
        + JournalLine.forget(key: "q3").bytes)
    let found = journal().load()
    #expect(
      found == [
        KeptDraft(key: "q2", rows: [odd, "", "fin"]), KeptDraft(key: "q1", rows: ["deux"]),
      ])
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test("a torn last line loses itself alone")
  func tornLine() throws {
    try crash(whole("q1", "un") + whole("q2", "jamais fini").dropLast(6))
    #expect(journal().load() == [KeptDraft(key: "q1", rows: ["un"])])
    try FileManager.default.removeItem(atPath: folder)
  }

  /// The file that a journal of this process writes.
  private func written() throws -> [UInt8] {
    let file = try #require(files().first { $0.hasSuffix("-\(getpid()).journal") })
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/drafts/" + file)))
  }

  @Test("of a long draft only what changed is written, and it comes back whole")
  func patches() throws {
    var random = SeededGenerator(seed: 7)
    var rows = (0..<1_000).map { "ligne \($0) " + String(repeating: "é", count: 80) }
    let journal = journal()
    journal.append(.draft(key: "q", rows: rows))
    let first = try written().count
    for turn in 0..<60 {
      let place = Int.random(in: 0..<rows.count, using: &random)
      switch turn % 4 {
      case 0: rows.append("neuve\t\(turn)")
      case 1: rows[place] += "\\ changée"
      case 2: rows.remove(at: place)
      default: rows.insert("entre\ndeux \(turn)", at: place)
      }
      journal.append(.draft(key: "q", rows: rows))
    }
    let bytes = try written()
    #expect(bytes.count < first + 60 * 400, "sixty changes of a row, not sixty times a thousand")
    try crash(bytes)
    #expect(self.journal().load() == [KeptDraft(key: "q", rows: rows)])
    withExtendedLifetime(journal) {}
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test("a patch after a damaged one is not laid over rows it was not made for")
  func damagedPatch() throws {
    let journal = journal()
    for text in ["a", "b", "c"] { journal.append(.draft(key: "q", rows: ["un", text])) }
    var lines = try written().split(separator: 0x0A).map { Array($0) + [0x0A] }
    #expect(lines.count == 3)
    lines[1][0] ^= 1
    try crash(Array(lines.joined()))
    #expect(self.journal().load() == [KeptDraft(key: "q", rows: ["un", "a"])])
    withExtendedLifetime(journal) {}
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test("what could not be written is written whole with the next line")
  func unwritten() throws {
    let drafts = folder + "/drafts"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("in the way".utf8).write(to: URL(fileURLWithPath: drafts))
    let journal = journal()
    journal.append(.draft(key: "q", rows: ["un", "deux"]))
    try FileManager.default.removeItem(atPath: drafts)
    journal.append(.draft(key: "q", rows: ["un", "deux", "trois"]))
    journal.append(.draft(key: "q", rows: ["un", "deux", "trois", "quatre"]))
    try crash(written())
    #expect(
      self.journal().load() == [KeptDraft(key: "q", rows: ["un", "deux", "trois", "quatre"])])
    withExtendedLifetime(journal) {}
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test("the journal of another company, and that of a living process, are left alone")
  func others() throws {
    try crash(whole("q1", "autre"), company: "/b.sqlite")
    let living = journal("/c.sqlite")
    living.append(.draft(key: "q2", rows: ["vivant"]))
    #expect(journal("/c.sqlite").load().isEmpty)
    #expect(journal("/a.sqlite").load().isEmpty)
    #expect(journal("/b.sqlite").load().count == 1)
    withExtendedLifetime(living) {}
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test("what no longer counts is written away, and an empty journal leaves no file")
  func compaction() throws {
    do {
      let journal = journal(slack: 10)
      for number in 1...200 { journal.append(.draft(key: "q", rows: [String(number)])) }
      journal.flush()
      let file = try #require(files().first { $0.hasSuffix(".journal") })
      let text = try String(contentsOfFile: folder + "/drafts/" + file, encoding: .utf8)
      #expect(text.split(separator: "\n").count <= 12)
      #expect(text.contains("200"))
      journal.append(.forget(key: "q"))
    }
    #expect(files().isEmpty)
    try FileManager.default.removeItem(atPath: folder)
  }
}
