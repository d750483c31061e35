import 'reflect-metadata';
import { createRuntime, defineNode, port, workflow } from '@tenon/core';
const N=1_000_000;
const count = defineNode({type:'count',inputs:{value:port().default(0)},outputs:{value:port()},run:({value})=>({value:value+1})});
const flow=workflow('l'); const c=flow.add('c',count); flow.loop('l',{back:[[c.out.value,c.in.value]],maxIterations:N});
const built=flow.build();
const plugin={manifest:{name:'loops',version:'1.0.0',provides:['cycles']},apply(h){h.plan.tap('loops',(d,{workflow})=>({...d,regions:workflow.loops.map(({id,back,maxIterations})=>({id,body:['c'],back,maxIterations,controller:{begin:()=>({decide:s=>s.iteration>=maxIterations?{reason:'maxIterations'}:'again'})}}))}))}};
const rt=createRuntime({plugins:[plugin]});
const body=({value})=>({value:value+1});
async function hand(){let out={value:0};for(let i=0;i<N;i++) out=await body(out);return out.value;}
for(let r=0;r<(+process.env.R||6);r++){let t=performance.now();const h=N;const th=performance.now()-t;t=performance.now();const res=await rt.execute(built);const tt=performance.now()-t;globalThis.m=[Math.min(globalThis.m?.[0]??1e9,th),Math.min(globalThis.m?.[1]??1e9,tt)];if(r===(+process.env.R||6)-1)console.log("min",(m[0]*1e6/N).toFixed(1),(m[1]*1e6/N).toFixed(1),(m[1]/m[0]).toFixed(2));else if(process.env.V)console.log((th*1e6/N).toFixed(1),(tt*1e6/N).toFixed(1),(tt/th).toFixed(2),res.of(c).value,h);}
