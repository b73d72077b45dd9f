/// Entry point of the benchmarks.
@main
struct Bench {
  static func main() {}
}
