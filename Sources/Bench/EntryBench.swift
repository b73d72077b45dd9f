import Sales
import SalesDesk
import SalesStore
import TerminalTesting

/// Typing into quotes of different length: a line more must cost what the first one cost.
///
/// The program on a pty opens a stored draft of that many lines; letters of a line, then the Enter that
/// takes it, are measured from the key to the last byte of its frame.
struct EntryBench {
  let terminal: BenchTerminal
  /// A stored draft of that many lines, and the code of a product to type.
  let draft: (_ lines: Int) throws -> (quote: Quote, code: String)

  static let lengths = [1, 100, 300, 1_000]

  func run(into report: inout Report) {
    var letters: [(label: String, value: Double)] = []
    var lines: [(label: String, value: Double)] = []
    do {
      for length in Self.lengths {
        let measured = try measure(length)
        letters.append(("\(length)", measured.letter))
        lines.append(("\(length)", measured.line))
      }
      add("letter typed → last byte, in a quote of n lines, p50", letters, to: &report)
      add("line n + 1 taken → last byte, p50", lines, to: &report)
    } catch {
      report.addFailure("typing into quotes of \(Self.lengths) lines", "\(error)")
    }
  }

  /// The longest quote against the budget of a key; it should cost what the shortest costs.
  private func add(
    _ name: String, _ values: [(label: String, value: Double)], to report: inout Report
  ) {
    report.add(Measurement(name: name, unit: "ms", values: values, budget: 4, limit: 8))
  }

  private func measure(_ length: Int) throws -> (letter: Double, line: Double) {
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
    var letters: [Double] = []
    var lines: [Double] = []
    for _ in 0..<20 {
      for letter in "3*" + code { letters.append(session.press(String(letter)).ms) }
      // What the letters asked for has come: a person looks before Enter.
      session.settle()
      lines.append(session.press("\r").ms)
      session.settle()
    }
    return (Sample(letters).percentile(0.5), Sample(lines).percentile(0.5))
  }
}
