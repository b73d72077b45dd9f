import Sales
import SalesDesk
import SalesStore
import TerminalTesting

/// Typing into quotes of different length: a line more must cost what the first one cost.
///
/// The program on a pty opens a stored draft of that many lines; each key is measured to the last byte of
/// its frame. A modifier (`-5%`) asks nothing of the store: its frame has all figures of the quote with the
/// line. Most of its keys leave the line as it was; the digit, which moves price and totals, is told apart. A
/// letter of a code brings its proposals too, which have the budget of a look-up.
struct EntryBench {
  let terminal: BenchTerminal
  /// What the quotes hold beside their lines, said beside each figure.
  let kind: String
  /// A stored draft of that many lines, and the code of a product to type.
  let draft: (_ lines: Int) throws -> (quote: Quote, code: String)

  static let lengths = [1, 100, 300, 1_000]

  /// Milliseconds of every key of one kind.
  private struct Keys {
    var modifiers: [Double] = []
    /// Those of the modifiers that move the price.
    var digits: [Double] = []
    var letters: [Double] = []
    var enters: [Double] = []
  }

  func run(into report: inout Report) {
    do {
      let measured = try Self.lengths.map { ("\($0)", try measure($0)) }
      func add(
        _ name: String, _ keys: KeyPath<Keys, [Double]>, at percentile: Double, budget: Double,
        limit: Double
      ) {
        let values = measured.map {
          (label: $0.0, value: Sample($0.1[keyPath: keys]).percentile(percentile))
        }
        report.add(
          Measurement(
            name: "\(kind) of n lines: \(name)", unit: "ms", values: values, budget: budget,
            limit: limit))
      }
      add("modifier typed → frame, p50", \.modifiers, at: 0.5, budget: 1, limit: 2)
      add("modifier typed → frame, p99", \.modifiers, at: 0.99, budget: 4, limit: 8)
      add("digit that moves the price → frame, p50", \.digits, at: 0.5, budget: 1, limit: 2)
      add("letter → proposals, p50", \.letters, at: 0.5, budget: 15, limit: 30)
      add("line n + 1 taken → frame, p50", \.enters, at: 0.5, budget: 4, limit: 8)
    } catch {
      report.addFailure("typing into a \(kind) of \(Self.lengths) lines", "\(error)")
    }
  }

  private func measure(_ length: Int) throws -> Keys {
    let (quote, code) = try draft(length)
    let session = try terminal.opened()
    defer {
      session.close()
    }
    session.send("3")
    session.settle()
    // Enter opens the row under the cursor: a person sees it there first.
    session.send("f" + quote.number)
    try session.wait(timeoutMs: 30_000) { $0.shows("▌ " + quote.number) }
    session.send("\r")
    try session.wait(timeoutMs: 30_000) { $0.shows("Totaux") && $0.shows(quote.number) }
    session.settle()
    var keys = Keys()
    for _ in 0..<20 {
      for letter in "3*" + code { keys.letters.append(session.press(String(letter)).ms) }
      // What the letters asked for has come: a person looks before going on.
      session.settle()
      // Typed, taken back and typed again: enough keys for their p99 to be more than the slowest.
      for letter in " -5%\u{7F}\u{7F}\u{7F}\u{7F} -5%" {
        let ms = session.press(String(letter)).ms
        keys.modifiers.append(ms)
        if letter.isNumber { keys.digits.append(ms) }
      }
      keys.enters.append(session.press("\r").ms)
      session.settle()
    }
    return keys
  }
}
