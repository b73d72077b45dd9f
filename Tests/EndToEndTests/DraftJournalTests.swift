import Foundation
import Testing
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

  @Test("the drafts of a crashed process come back, those forgotten do not")
  func recovery() throws {
    let odd = "état\tavec\ntout \\ ce qu'il faut"
    try crash(
      DraftJournal.line(.draft(key: "q1", state: "un"))
        + DraftJournal.line(.draft(key: "q2", state: odd))
        + DraftJournal.line(.draft(key: "q1", state: "deux"))
        + DraftJournal.line(.draft(key: "q3", state: "x"))
        + DraftJournal.line(.forget(key: "q3")))
    let found = journal().load()
    #expect(found == [KeptDraft(key: "q2", state: odd), KeptDraft(key: "q1", state: "deux")])
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test("a torn last line loses itself alone")
  func tornLine() throws {
    let torn = DraftJournal.line(.draft(key: "q2", state: "jamais fini")).dropLast(6)
    try crash(DraftJournal.line(.draft(key: "q1", state: "un")) + Array(torn))
    #expect(journal().load() == [KeptDraft(key: "q1", state: "un")])
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test("the journal of another company, and that of a living process, are left alone")
  func others() throws {
    try crash(DraftJournal.line(.draft(key: "q1", state: "autre")), company: "/b.sqlite")
    let living = journal("/c.sqlite")
    living.append(.draft(key: "q2", state: "vivant"))
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
      for number in 1...200 { journal.append(.draft(key: "q", state: String(number))) }
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
