import Foundation

/// Scripted desks at work on one company, and what each was told, with the moment it was heard.
final class Crowd {
  /// What was waited for did not come.
  struct Overdue: Error, CustomStringConvertible {
    /// What the desks that ended said of it.
    let description: String
  }

  private let desks: [RunningProgram]
  private var texts: [String]
  private var isOpen: [Bool]
  /// When each desk was told of each act done.
  private(set) var done: [[ContinuousClock.Instant]]

  /// Starts that many desks, each of which does that many acts.
  init(_ race: RaceCompany, desks count: Int, acts: Int) throws {
    desks = try (0..<count).map { seed in
      try race.workplace.start(
        Program.scriptedDesk, [race.company.path, "\(seed)", "\(acts)"])
    }
    texts = Array(repeating: "", count: count)
    isOpen = Array(repeating: true, count: count)
    done = Array(repeating: [], count: count)
  }

  deinit { for desk in desks { desk.kill() } }

  /// Whether every desk has said all it will say.
  var isOver: Bool { !isOpen.contains(true) }

  /// How many acts were done so far.
  var actCount: Int { done.reduce(0) { $0 + $1.count } }

  /// The ids of the acts that desks were told are done.
  var acts: [String] { texts.flatMap { Acknowledged.acts(in: $0) } }

  /// How many lines begin with that word.
  func count(_ word: String) -> Int {
    texts.reduce(0) { $0 + $1.split(separator: "\n").count { $0.hasPrefix(word + " ") } }
  }

  /// How long after a moment each desk was told of its first act; nil for one that was not yet.
  func waits(since moment: ContinuousClock.Instant) -> [Duration?] {
    done.map { told in told.first { $0 > moment }.map { $0 - moment } }
  }

  /// Hears what the desks say until it is enough, for a minute at most without a word.
  ///
  /// - Throws: `Overdue`.
  func listen(until isEnough: (Crowd) -> Bool) throws {
    while !isEnough(self) {
      guard !isOver, hear(forMs: 60_000) else {
        let said = isOver ? ends().map(\.errors).joined() : "silence"
        throw Overdue(description: "after \(actCount) acts: \(said)")
      }
    }
  }

  /// Hears what was said already.
  func drain() { while hear(forMs: 0) {} }

  /// How each desk ended, once all have.
  func ends() -> [(status: Int32, errors: String)] {
    desks.map { desk in
      let end = desk.finish()
      return (end.status, end.errors)
    }
  }

  private func hear(forMs patience: Int32) -> Bool {
    let speaking = desks.indices.filter { isOpen[$0] }
    var wanted = speaking.map {
      pollfd(fd: desks[$0].descriptor, events: Int16(POLLIN), revents: 0)
    }
    guard !wanted.isEmpty, poll(&wanted, nfds_t(wanted.count), patience) > 0 else { return false }
    for (desk, heard) in zip(speaking, wanted) where heard.revents != 0 {
      let words = desks[desk].hear()
      if words.isEmpty { isOpen[desk] = false }
      texts[desk] += words
      let known = done[desk].count
      let acts = Acknowledged.acts(in: texts[desk]).count
      done[desk] += Array(repeating: .now, count: acts - known)
    }
    return true
  }
}
