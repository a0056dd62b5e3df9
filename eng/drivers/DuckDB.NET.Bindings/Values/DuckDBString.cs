using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>Text in a vector: up to 12 bytes stand here, longer ones elsewhere.</summary>
public unsafe struct DuckDBString
{
    private const int LongestInlined = 12;

    public _value_e__Union value;

    public readonly int Length => (int)value.inlined.length;

    /// <summary>The bytes. This struct must not move meanwhile; it lies in the engine's memory.</summary>
    public readonly sbyte* Data
    {
        get
        {
            fixed (sbyte* inlined = value.inlined.inlined)
            {
                return Length <= LongestInlined ? inlined : value.pointer.ptr;
            }
        }
    }

    // The names of these three are the genuine assembly's.
    [StructLayout(LayoutKind.Explicit)]
    public struct _value_e__Union
    {
        [FieldOffset(0)]
        public DuckDBStringPointer pointer;

        [FieldOffset(0)]
        public DuckDBStringInlined inlined;

        public struct DuckDBStringPointer
        {
            public uint length;
            public fixed sbyte prefix[4];
            public sbyte* ptr;
        }

        public struct DuckDBStringInlined
        {
            public uint length;
            public fixed sbyte inlined[LongestInlined];
        }
    }
}
