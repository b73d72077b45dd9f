import Exchange
import Sales
import SalesDesk

/// From a quote to its PDF as `quote print` does it: read, put into words, drawn by the program that draws,
/// its bytes read back.
struct PaperBench {
  let desk: Desk
  /// A stored draft of that many lines.
  let draft: (_ lines: Int) throws -> Quote

  static let lengths = [1, 30, 300]

  func run(into report: inout Report) {
    do {
      let values = try Self.lengths.map { length -> (label: String, value: Double) in
        let quote = try draft(length)
        let paper = try Stopwatch.times(20, warmUp: 2) { _ in
          let paper = try desk.paper(of: quote.id)
          precondition(!paper.isKept, "a draft is drawn, not read back")
        }
        return ("\(length)", paper.percentile(0.5))
      }
      report.add(
        Measurement(
          name: "quote of n lines → PDF, p50", unit: "ms", values: values, budget: 300))
    } catch {
      report.addFailure("quote of n lines → PDF", "\(error)")
    }
  }
}
