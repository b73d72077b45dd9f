import Testing
import Values

@Suite("A value that copies share until one of them changes it")
struct SharedTests {
  private struct Holder: Equatable, Sendable {
    @Shared var numbers: [Int]
    var name = ""
  }

  /// Counts how often it is compared.
  private struct Compared: Equatable, Sendable {
    let value: Int

    static func == (left: Compared, right: Compared) -> Bool {
      if left.value < 0 { Issue.record("compared field by field") }
      return left.value == right.value
    }
  }

  @Test("a change of a copy leaves the others as they were")
  func change() {
    let first = Holder(numbers: [1, 2, 3])
    var second = first
    second.numbers[1] = 7
    var third = second
    third.numbers.append(9)
    third.name = "third"
    #expect(first.numbers == [1, 2, 3])
    #expect(second.numbers == [1, 7, 3])
    #expect(third.numbers == [1, 7, 3, 9])
    second.numbers[1] = 2
    #expect(first == second)
    #expect(first != third)
  }

  @Test("copies are told equal by where they are, without a look at what they hold")
  func identity() {
    let first = Shared(wrappedValue: Compared(value: -1))
    let second = first
    #expect(first == second)
    #expect(Shared(wrappedValue: Compared(value: 4)) == Shared(wrappedValue: Compared(value: 4)))
    #expect(Shared(wrappedValue: Compared(value: 4)) != Shared(wrappedValue: Compared(value: 5)))
  }

  @Test("copies changed on many threads at once do not see each other")
  func threads() async {
    let first = Holder(numbers: Array(0..<64))
    let sums = await withTaskGroup(of: Int.self) { group in
      for task in 0..<16 {
        group.addTask {
          var mine = first
          for place in mine.numbers.indices { mine.numbers[place] += task }
          return mine.numbers.reduce(0, +)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums.sorted() == (0..<16).map { 2_016 + 64 * $0 })
    #expect(first.numbers == Array(0..<64))
  }
}
