import Testing
import Values

@Suite("The run in which two lists differ")
struct ChangedRunTests {
  @Test("puts the later list in the place of the former, and is as small as can be")
  func smallest() {
    var random = SeededGenerator(seed: 17)
    for _ in 0..<500 {
      let former = list(&random)
      let later = Bool.random(using: &random) ? changed(former, &random) : list(&random)
      let run = ChangedRun(from: former, to: later)
      #expect(applied(run, former, later) == later, "\(former) \(later)")
      #expect(run.isEmpty == (former == later))
      if run.removed > 0, run.added > 0 {
        #expect(former[run.former.lowerBound] != later[run.later.lowerBound])
        #expect(former[run.former.upperBound - 1] != later[run.later.upperBound - 1])
      }
    }
  }

  @Test("two changes one after the other are one that leads from the first list to the last")
  func composed() {
    var random = SeededGenerator(seed: 18)
    for _ in 0..<500 {
      let first = list(&random)
      var (last, whole) = (first, ChangedRun(first: 0, removed: 0, added: 0))
      for turn in 0..<4 {
        let next = changed(last, &random)
        let run = ChangedRun(from: last, to: next)
        whole = turn == 0 ? run : whole.then(run)
        last = next
      }
      #expect(applied(whole, first, last) == last, "\(first) \(last) \(whole)")
      let none = ChangedRun(from: last, to: last)
      #expect(whole.then(none) == whole)
      #expect(none.then(whole) == whole)
    }
  }

  private func applied(_ run: ChangedRun, _ former: [Int], _ later: [Int]) -> [Int] {
    var list = former
    list.replaceSubrange(run.former, with: later[run.later])
    return list
  }

  private func list(_ random: inout SeededGenerator) -> [Int] {
    (0..<Int.random(in: 0...8, using: &random)).map { _ in Int.random(in: 0...2, using: &random) }
  }

  private func changed(_ list: [Int], _ random: inout SeededGenerator) -> [Int] {
    var list = list
    let place = Int.random(in: 0...list.count, using: &random)
    switch Int.random(in: 0...2, using: &random) {
    case 0 where place < list.count: list.remove(at: place)
    case 1 where place < list.count: list[place] = Int.random(in: 0...2, using: &random)
    default: list.insert(Int.random(in: 0...2, using: &random), at: place)
    }
    return list
  }
}
